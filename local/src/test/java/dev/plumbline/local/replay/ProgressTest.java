package dev.plumbline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.Partition;
import dev.plumbline.job.preflight.OffsetRange;
import dev.plumbline.job.preflight.OffsetRange.Span;
import dev.plumbline.job.preflight.Reading;
import dev.plumbline.job.time.Coverage;
import dev.plumbline.local.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter shown = new StringWriter();
    private long now = 1_000;

    @Test
    void inAPipeItWritesALineEveryFewSeconds() {
        Progress progress = progress(new Terminal(false, false), 100);
        for (int i = 0; i <= 12; i++) {
            progress.show(100 + i * 10L);
            now += Duration.ofSeconds(1).toNanos();
        }
        progress.end(400);

        assertThat(shown.toString().lines())
                .containsExactly(
                        "plumbline: 37%, 150 of 400 records, 10/s, 25 s left",
                        "plumbline: 50%, 200 of 400 records, 10/s, 20 s left",
                        "plumbline: 100%, 400 of 400 records, 23/s");
        assertThat(shown.toString()).doesNotContain("\u001b", "\r");
    }

    @Test
    void onATerminalItRedrawsOneLine() {
        Progress progress = progress(new Terminal(true, true), 0);
        progress.show(100);
        progress.show(200);
        assertThat(shown.toString()).doesNotContain("\n").contains("\r\u001b[K").contains(" 25%  100 of 400");
        progress.end(400);

        assertThat(shown.toString()).containsOnlyOnce("\n").contains("100%  400 of 400 records");
        progress.breakOff();
        assertThat(shown.toString()).containsOnlyOnce("\n");
    }

    @Test
    void afterAnUnforeseenEndTheNextLineStandsAlone() {
        Progress progress = progress(new Terminal(true, true), 0);
        progress.breakOff();
        assertThat(shown.toString()).isEmpty();
        progress.show(100);
        progress.breakOff();

        assertThat(shown.toString()).endsWith("\n");
    }

    private Progress progress(Terminal terminal, long before) {
        JobConfig config = ConfigLoader.load("source: {files: {path: a}}", "test", List.of(), Map.of());
        Reading reading = new Reading(
                config,
                Coverage.whole(),
                new OffsetRange(new TreeMap<>(
                        Map.of(new Partition("t", 0), new Span(0, 200), new Partition("t", 1), new Span(50, 150)))),
                new OffsetRange(new TreeMap<>(Map.of(new Partition("l", 0), new Span(0, 100)))),
                List.of());
        return new Progress(new PrintWriter(shown), terminal, reading, before, () -> now);
    }
}
