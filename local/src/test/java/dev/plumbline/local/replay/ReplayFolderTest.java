package dev.plumbline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.Partition;
import dev.plumbline.job.config.Replay;
import dev.plumbline.job.config.ReplayRequest;
import dev.plumbline.job.preflight.OffsetRange;
import dev.plumbline.job.preflight.OffsetRange.Span;
import dev.plumbline.job.preflight.Reading;
import dev.plumbline.job.time.Coverage;
import dev.plumbline.local.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayFolderTest {
    private static final String YAML = """
            source: {kafka: {bootstrap_servers: "b:1", topics: t, stop: latest}}
            metric: {variant: "${VARIANT}"}
            """;

    @TempDir
    private Path home;

    @Test
    void givesBackWhatWasBegun() {
        JobConfig config = config("keras3");
        Reading reading = new Reading(
                config,
                Coverage.between(1, 2, 3),
                new OffsetRange(new TreeMap<>(
                        Map.of(new Partition("t", 0), new Span(7, 9), new Partition("t", 1), new Span(0, 0)))),
                new OffsetRange(new TreeMap<>(Map.of(new Partition("l", 3), new Span(1, 2)))),
                List.of());
        Path path = home.resolve("a");
        try (ReplayFolder folder = ReplayFolder.open(path)) {
            assertThat(folder.begun()).isEmpty();
            folder.begin(ReplayState.of(config, reading, true));
        }
        try (ReplayFolder folder = ReplayFolder.open(path)) {
            ReplayState state = folder.begun().orElseThrow();
            assertThat(state.changes(config)).isEmpty();
            Reading again = state.reading(config);
            assertThat(again.predictions()).isEqualTo(reading.predictions());
            assertThat(again.labels()).isEqualTo(reading.labels());
            assertThat(again.coverage()).isEqualTo(reading.coverage());
            assertThat(again.from()).isEqualTo("t:0=7,t:1=0,l:3=1");
        }
    }

    @Test
    void seesWhatHasChanged() {
        JobConfig config = config("keras3");
        ReplayState state = ReplayState.of(config, reading(config), false);

        assertThat(state.changes(config("tf2.3"))).containsExactly("a value that comes from the environment");
        assertThat(state.changes(ConfigLoader.load(
                        YAML, "test", List.of("time.allowed_lateness=2m"), Map.of("VARIANT", "keras3"))))
                .containsExactly("- allowed_lateness: 1m", "+ allowed_lateness: 2m");
    }

    @Test
    void seesThatLabelsEndElsewhere() {
        String live = "source: {kafka: {bootstrap_servers: \"b:1\", topics: t}}\n"
                + "labels: {kafka: {topics: l}, horizon: 1d}";
        JobConfig config = ConfigLoader.load(live, "test", List.of(), Map.of());
        JobConfig before = Replay.of(config, ReplayRequest.parse(null, "l:0=5", null, null));
        JobConfig now = Replay.of(config, ReplayRequest.parse(null, "l:0=6", null, null));

        assertThat(ReplayState.of(before, reading(before), false).changes(before))
                .isEmpty();
        assertThat(ReplayState.of(before, reading(before), false).changes(now)).hasSize(1);
    }

    @Test
    void findsTheNewestCheckpointThatIsComplete() throws IOException {
        try (ReplayFolder folder = ReplayFolder.open(home.resolve("a"))) {
            assertThat(folder.newestCheckpoint()).isEmpty();
            checkpoint(folder, "job1/chk-9", true);
            Path newest = checkpoint(folder, "job2/chk-10", true);
            checkpoint(folder, "job2/chk-11", false);
            checkpoint(folder, "job2/shared", true);
            assertThat(folder.hadCheckpoint()).isFalse();

            assertThat(folder.newestCheckpoint()).contains(newest);
            assertThat(folder.hadCheckpoint()).isTrue();
        }
    }

    @Test
    void oneProcessAtATime() {
        try (ReplayFolder folder = ReplayFolder.open(home.resolve("a"))) {
            assertThat(folder.positions()).isEmpty();
            assertThatExceptionOfType(UserError.class)
                    .isThrownBy(() -> ReplayFolder.open(home.resolve("a")))
                    .withMessageContaining("is running in another process");
        }
    }

    @Test
    void leavesNothingButWhatIsNotItsOwn() throws IOException {
        Path path = home.resolve(".plumbline/replay/x");
        try (ReplayFolder folder = ReplayFolder.open(path)) {
            JobConfig config = config("keras3");
            folder.begin(ReplayState.of(config, reading(config), false));
            folder.positions("t:0=1");
            checkpoint(folder, "job1/chk-9", true);
            folder.clear();
        }
        assertThat(home.resolve(".plumbline")).doesNotExist();

        Path shared = Files.createDirectories(home.resolve("mine"));
        Files.writeString(shared.resolve("thesis.txt"), "precious");
        try (ReplayFolder folder = ReplayFolder.open(shared)) {
            folder.clear();
        }
        assertThat(shared.resolve("thesis.txt")).hasContent("precious");
    }

    @Test
    void refusesAStateThatItCannotRead() throws IOException {
        Files.createDirectories(home.resolve("a"));
        Files.writeString(home.resolve("a/config.yaml"), "");
        Files.writeString(home.resolve("a/replay.properties"), "format=plumbline.replay-state\nformat_version=2\n");
        try (ReplayFolder folder = ReplayFolder.open(home.resolve("a"))) {
            assertThatExceptionOfType(UserError.class)
                    .isThrownBy(folder::begun)
                    .withMessageContaining("version 2, this release reads plumbline.replay-state version 1")
                    .withMessageContaining("--restart begins it anew");
        }
    }

    private static Path checkpoint(ReplayFolder folder, String name, boolean complete) throws IOException {
        Path checkpoint = Files.createDirectories(folder.checkpoints().resolve(name));
        if (complete) {
            Files.writeString(checkpoint.resolve("_metadata"), "");
        }
        return checkpoint;
    }

    private static Reading reading(JobConfig config) {
        return Reading.again(config, OffsetRange.none(), OffsetRange.none(), Coverage.between(1, 2, 3));
    }

    private static JobConfig config(String variant) {
        return ConfigLoader.load(YAML, "test", List.of(), Map.of("VARIANT", variant));
    }
}
