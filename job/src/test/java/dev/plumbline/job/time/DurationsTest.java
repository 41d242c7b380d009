package dev.plumbline.job.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0s, 0",
        "500ms, 500",
        "10s, 10000",
        "10 s, 10000",
        "1m, 60000",
        "90m, 5400000",
        "1h, 3600000",
        "1d, 86400000",
        "' 1d ', 86400000",
        "PT1M, 60000",
        "PT0.5S, 500",
        "P1DT1H, 90000000",
        "007s, 7000"
    })
    void readsNumberAndUnit(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not a duration",
        "10, is a duration without a unit",
        "1.5h, is not a duration",
        "-1s, is not a duration",
        "1h30m, is not a duration",
        "1w, is not a duration",
        "1M, is not a duration",
        "-PT1S, is negative",
        "PT-1S, is negative",
        "P1M, is not an ISO-8601 duration",
        "PT0.0005S, is finer than a millisecond",
        "106751991168d, is longer than can be counted",
        "99999999999999999999s, is longer than can be counted",
        "PT9999999999999999H, is not an ISO-8601 duration"
    })
    void refusesEverythingElseWithAReason(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessageStartingWith(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1, 1ms",
        "1500, 1500ms",
        "1000, 1s",
        "60000, 1m",
        "61000, 61s",
        "5400000, 90m",
        "3600000, 1h",
        "86400000, 1d",
        "90000000, 25h",
        "604800000, 7d"
    })
    void printsTheLargestUnitThatDivides(long millis, String text) {
        assertThat(Durations.print(millis)).isEqualTo(text);
        assertThat(Durations.print(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void refusesToPrintANegativeDuration() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.print(-1))
                .withMessageContaining("-1 ms");
    }

    @Test
    void readsBackWhatItPrints() {
        Random random = new Random(20260711);
        for (int i = 0; i < 10_000; i++) {
            long millis = random.nextLong() >>> random.nextInt(1, 64);
            assertThat(Durations.parse(Durations.print(millis)).toMillis()).isEqualTo(millis);
        }
    }
}
