package dev.plumbline.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.preflight.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A folder of JSON Lines in, JSON Lines out: what someone has at hand on the first day. */
class FilesEndToEndTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    private Path folder;

    @Test
    void readsAFolderAndWritesReportsAndDeadLetters() throws Exception {
        Path input = Files.createDirectory(folder.resolve("in"));
        Files.writeString(input.resolve("b.jsonl"), """
                {"model":"ctr","time":"2026-01-01T00:01:00Z","y_true":1,"y_pred":0.5}
                {"model":"ctr","time":"2026-01-01T00:00:30Z","y_true":0,"y_pred":0.5,"sample_weight":3}
                not json
                """);
        Files.writeString(input.resolve("a.jsonl"), """
                {"model":"ctr","time":"2026-01-01T00:00:59Z","y_true":1,"y_pred":0.5}
                {"model":"ctr","time":"2025-12-31T23:59:59Z","y_true":1,"y_pred":1.5}
                """);

        run(input);

        assertThat(lines("reports"))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .contains("\"model\":\"ctr\"", "\"start\":1767225600000", "\"final\":true", "\"records\":2")
                        .contains("\"weight_count\":4"))
                .anySatisfy(line -> assertThat(line).contains("\"start\":1767225660000", "\"records\":1"));
        assertThat(lines("dead"))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .contains("\"reason\":\"not_json\"", "b.jsonl\"", "\"offset\":158", "\"value\":\"not json\""))
                .anySatisfy(line -> assertThat(line).contains("\"reason\":\"prediction_out_of_range\"", "a.jsonl\""));
    }

    private void run(Path input) throws Exception {
        JobConfig config = ConfigLoader.load(
                """
                source: {files: {path: %s}}
                reports: {files: {path: %s}}
                dead_letters: {files: {path: %s}}
                engine: {parallelism: 2}
                """.formatted(input, folder.resolve("reports"), folder.resolve("dead")), "test", List.of(), Map.of());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        PlumblineTopology.define(env, Reading.of(config));
        env.execute();
    }

    private List<String> lines(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .flatMap(file -> {
                        try {
                            return Files.readAllLines(file).stream();
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
