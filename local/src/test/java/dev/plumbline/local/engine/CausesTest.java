package dev.plumbline.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CausesTest {
    @Test
    void tellsWhatHappenedFirst() {
        Exception failure =
                new RuntimeException("job failed", new IOException("task failed", new Exception("disk full")));

        assertThat(Causes.sentence(failure)).isEqualTo("disk full");
    }

    @Test
    void tellsTheTypeOfAFailureWithoutWords() {
        assertThat(Causes.sentence(new OutOfMemoryError())).isEqualTo("OutOfMemoryError");
        assertThat(Causes.sentence(new IOException("  "))).isEqualTo("IOException");
    }

    @Test
    void tellsOnlyTheFirstLine() {
        assertThat(Causes.sentence(new IOException("no leader\n\tfor partition 3")))
                .isEqualTo("no leader");
    }

    @Test
    void endsEvenIfTheCausesGoRound() {
        Exception first = new Exception("first");
        first.initCause(new Exception("second", first));

        assertThat(Causes.sentence(first)).isIn("first", "second");
    }
}
