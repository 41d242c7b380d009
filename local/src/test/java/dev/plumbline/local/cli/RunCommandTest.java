package dev.plumbline.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class RunCommandTest {
    @TempDir
    private Path folder;

    @Test
    void runsTheJobOverAFileToItsEnd() throws IOException {
        Path records = Files.writeString(folder.resolve("records.jsonl"), """
                {"model":"ctr","time":"2026-01-01T00:00:01Z","y_true":1,"y_pred":0.5}
                {"model":"ctr","time":"2026-01-01T00:00:02Z","y_true":0,"y_pred":0.5}
                nonsense
                """);
        Path config = Files.writeString(
                folder.resolve("job.yaml"), """
                source: {files: {path: %s}}
                metric: {dtype: float64}
                windows: [{tumbling: 1m}]
                reports: {files: {path: %s}}
                dead_letters: {files: {path: %s}}
                """.formatted(records, folder.resolve("reports"), folder.resolve("dead")));

        CommandRun run = CommandRun.of("run", "--config", config.toString(), "--set", "job=check");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("check is running; Flink's web UI is http://127.0.0.1:", "check is done");
        // Two losses of ln 2 each, by the double nearest to it.
        assertThat(lines(folder.resolve("reports"))).singleElement().asString().contains("0.6931471805599453");
        assertThat(lines(folder.resolve("dead"))).singleElement().asString().contains("not_json");
    }

    @Test
    void saysInASentenceThatNoBrokerAnswers() throws IOException {
        Path config = Files.writeString(folder.resolve("job.yaml"), """
                source: {kafka: {bootstrap_servers: "127.0.0.1:1", topics: predictions}}
                dead_letters: {console: {}}
                """);

        CommandRun run = CommandRun.of("run", "--config", config.toString());

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("127.0.0.1:1", "no broker answers").hasLineCount(1);
    }

    @Test
    void saysInASentenceThatTheFileIsMissing() throws IOException {
        Path config = Files.writeString(folder.resolve("job.yaml"), "source: {files: {path: /no/such/file}}\n");

        CommandRun run = CommandRun.of("run", "--config", config.toString());

        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.err()).contains("source.files.path", "/no/such/file").hasLineCount(1);
    }

    private static List<String> lines(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> {
                        try {
                            return Files.readAllLines(file).stream();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
