package dev.plumbline.local.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest {
    /** Computed apart, in 50 decimal digits, as the roots of (rate - p)^2 = 1.96^2 p (1 - p) / rows. */
    @ParameterizedTest
    @CsvSource({
        "0.8, 10, 0.49015684672072346, 0.9433190520193067",
        "0.5, 1, 0.054619065145883494, 0.9453809348541165",
        "0.01, 1000, 0.005440695309270557, 0.018309665305392155",
        "0.25, 12.5, 0.09075274619321039, 0.5267877639159588"
    })
    void givesTheRootsOfTheScoreEquation(double rate, double rows, double lower, double upper) {
        WilsonInterval interval = WilsonInterval.of(rate, rows);

        // A dozen operations of half an ulp each, none of which cancels by more than a factor of 10.
        assertThat(interval.lower()).isCloseTo(lower, within(1e-14));
        assertThat(interval.upper()).isCloseTo(upper, within(1e-14));
    }

    /** With z^2 = 3.8416, the far end is z^2 / (rows + z^2). */
    @Test
    void saysHowLittleNoPositiveProves() {
        WilsonInterval none = WilsonInterval.of(0, 10);
        WilsonInterval every = WilsonInterval.of(1, 10);

        assertThat(none.lower()).isEqualTo(0);
        assertThat(none.upper()).isCloseTo(3.8416 / 13.8416, within(1e-15));
        assertThat(every.lower()).isCloseTo(10 / 13.8416, within(1e-15));
        assertThat(every.upper()).isEqualTo(1);
    }

    @Test
    void enclosesTheRateAndStaysWithinZeroAndOneWhateverTheSize() {
        for (double rows = 1e-6; rows < 1e17; rows *= 3.7) {
            for (double rate : new double[] {0, Double.MIN_VALUE, 1e-9, 0.1, 0.5, 1 - 1e-9, Math.nextDown(1.0), 1}) {
                WilsonInterval interval = WilsonInterval.of(rate, rows);
                assertThat(interval.lower()).as("%s of %s", rate, rows).isBetween(0.0, rate);
                assertThat(interval.upper()).as("%s of %s", rate, rows).isBetween(rate, 1.0);
            }
        }
    }

    @Test
    void isUndefinedOverNothing() {
        WilsonInterval undefined = new WilsonInterval(Double.NaN, Double.NaN);

        assertThat(WilsonInterval.of(0.5, 0)).isEqualTo(undefined);
        assertThat(WilsonInterval.of(0.5, Double.NaN)).isEqualTo(undefined);
        assertThat(WilsonInterval.of(Double.NaN, 7)).isEqualTo(undefined);
    }
}
