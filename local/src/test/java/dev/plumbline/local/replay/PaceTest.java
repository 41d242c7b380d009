package dev.plumbline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private static final Pace HALF = new Pace(1_500_000, 3_000_000, 1_000_000, Duration.ofSeconds(10));

    @Test
    void tellsShareRecordsRateAndTimeLeft() {
        assertThat(HALF.sentence()).isEqualTo("50%, 1,500,000 of 3,000,000 records, 100,000/s, 15 s left");
        assertThat(HALF.bar(120))
                .isEqualTo(
                        "[####################--------------------]  50%  1,500,000 of 3,000,000 records  100,000/s  15 s left");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 40, 60, 70, 79, 100, 200})
    void isNeverWiderThanTheTerminal(int columns) {
        assertThat(HALF.bar(columns)).hasSizeLessThanOrEqualTo(columns);
        assertThat(new Pace(5, -1, 5, Duration.ofSeconds(1)).bar(columns)).hasSizeLessThanOrEqualTo(columns);
    }

    @Test
    void leavesOutTheBarWhereThereIsNoRoomForIt() {
        assertThat(HALF.bar(65)).isEqualTo("50%  1,500,000 of 3,000,000 records  100,000/s  15 s left");
    }

    @Test
    void isNotDoneBeforeItIs() {
        assertThat(new Pace(999_999, 1_000_000, 999_999, Duration.ofSeconds(1)).sentence())
                .startsWith("99%, ");
        assertThat(new Pace(1_000_000, 1_000_000, 1_000_000, Duration.ofSeconds(1)).sentence())
                .isEqualTo("100%, 1,000,000 of 1,000,000 records, 1,000,000/s");
        assertThat(new Pace(0, 0, 0, Duration.ZERO).sentence()).isEqualTo("100%, 0 of 0 records, 0/s");
    }

    @Test
    void promisesNoTimeBeforeItKnowsARate() {
        assertThat(new Pace(500, 1_000, 0, Duration.ofSeconds(3)).sentence())
                .isEqualTo("50%, 500 of 1,000 records, 0/s");
    }

    @Test
    void countsWhatNobodyKnowsTheTotalOf() {
        assertThat(new Pace(1_234, -1, 1_234, Duration.ofSeconds(2)).sentence()).isEqualTo("1,234 records, 617/s");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min 0 s", "3599, 59 min 59 s", "3600, 1 h 0 min", "100000, 27 h 46 min"})
    void writesDurationsInTwoUnits(long seconds, String text) {
        assertThat(Pace.duration(Duration.ofSeconds(seconds))).isEqualTo(text);
    }
}
