package dev.plumbline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.Partition;
import dev.plumbline.job.preflight.OffsetRange;
import dev.plumbline.job.preflight.OffsetRange.Span;
import dev.plumbline.job.preflight.Reading;
import dev.plumbline.job.time.Coverage;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReadSoFarTest {
    /** Nobody answers there. */
    private static final Probe PROBE = new Probe(URI.create("http://127.0.0.1:1"), "j", "source", "pane");

    @Test
    void goesOnInEverySourceWhereAnEarlierRunHadCome() {
        ReadSoFar read = new ReadSoFar(reading(range("t", 10, 20), range("t", 0, 50)), "t:0=15\nt:0=7", PROBE, PROBE);

        assertThat(read.done()).isEqualTo(5 + 7);
        assertThat(read).hasToString("t:0=15\nt:0=7");
        read.look();
        assertThat(read.done()).isEqualTo(12);
        read.finish();
        assertThat(read.done()).isEqualTo(60);
    }

    @Test
    void beginsAtTheStart() {
        assertThat(new ReadSoFar(reading(range("t", 10, 20), range("l", 2, 50)), "", PROBE, PROBE))
                .hasToString("t:0=10\nl:0=2");
        assertThat(new ReadSoFar(reading(OffsetRange.none(), OffsetRange.none()), "", PROBE, PROBE).done())
                .isZero();
    }

    private static OffsetRange range(String topic, long start, long stop) {
        return new OffsetRange(new TreeMap<>(Map.of(new Partition(topic, 0), new Span(start, stop))));
    }

    private static Reading reading(OffsetRange predictions, OffsetRange labels) {
        String yaml = "source: {kafka: {bootstrap_servers: \"b:1\", topics: t, stop: latest}}\n"
                + "labels: {kafka: {bootstrap_servers: \"c:1\", topics: t}, horizon: 1d}";
        return Reading.again(
                ConfigLoader.load(yaml, "test", List.of(), Map.of()), predictions, labels, Coverage.between(1, 2, 3));
    }
}
