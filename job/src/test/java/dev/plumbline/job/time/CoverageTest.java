package dev.plumbline.job.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.serde.report.Partial;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {

    /** Read from 100 to 200, with 10 to wait: whole are the windows from 100 to 190. */
    @ParameterizedTest
    @CsvSource({
        "100, 190,",
        "150, 151,",
        "99, 190, START",
        "99, 100, START",
        "100, 191, END",
        "189, 200, END",
        "300, 400, END",
        "99, 191, BOTH",
        "0, 50, START"
    })
    void aWindowIsWholeIfEveryRecordOfItCameInWhileReading(long start, long end, @Nullable Partial missing) {
        Coverage coverage = Coverage.between(100, 200, 10);

        assertThat(coverage.missing(start, end, false)).isEqualTo(missing);
        assertThat(coverage.missing(start, end, true)).isEqualTo(missing);
    }

    @Test
    void anOpenEndMissesNothing() {
        assertThat(Coverage.between(Long.MIN_VALUE, 200, 10).missing(Long.MIN_VALUE, 190, true))
                .isNull();
        assertThat(Coverage.between(100, Long.MAX_VALUE, 10).missing(100, Long.MAX_VALUE - 1, true))
                .isNull();
        assertThat(Coverage.whole().missing(Long.MIN_VALUE, Long.MAX_VALUE, true))
                .isNull();
    }

    @Test
    void anEndlessInputThatEndsAllTheSameLeavesWindowsWithoutTheirEnd() {
        assertThat(Coverage.endless().missing(0, 60, false)).isNull();
        assertThat(Coverage.endless().missing(0, 60, true)).isEqualTo(Partial.END);
    }
}
