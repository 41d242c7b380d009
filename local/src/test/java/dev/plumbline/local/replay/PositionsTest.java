package dev.plumbline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.config.Partition;
import dev.plumbline.job.preflight.OffsetRange.Span;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PositionsTest {
    private static final Partition A = new Partition("t", 0);
    private static final Partition B = new Partition("t", 1);

    private final TreeMap<Partition, Span> spans = new TreeMap<>(Map.of(A, new Span(10, 20), B, new Span(0, 5)));

    @Test
    void countsWhatLiesBehind() {
        Positions positions = new Positions(spans, "");
        assertThat(positions.done()).isZero();
        positions.read(A, 10);
        positions.read(B, 2);
        assertThat(positions.done()).isEqualTo(1 + 3);
        positions.finish();
        assertThat(positions.done()).isEqualTo(15);
    }

    @Test
    void neverGoesBackNorBeyondTheEnd() {
        Positions positions = new Positions(spans, "");
        positions.read(A, 15);
        positions.read(A, 11);
        positions.read(B, 99);
        positions.read(new Partition("other", 0), 99);

        assertThat(positions).hasToString("t:0=16,t:1=5");
        assertThat(positions.done()).isEqualTo(6 + 5);
    }

    @Test
    void goesOnWhereAnEarlierRunHadCome() {
        Positions positions = new Positions(spans, "t:0=16,t:1=5\n");

        assertThat(positions.done()).isEqualTo(11);
        assertThat(new Positions(spans, "t:0=16").done()).isEqualTo(6);
        assertThat(new Positions(new TreeMap<>(), "")).hasToString("");
    }
}
