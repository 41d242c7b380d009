package dev.plumbline.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void showsTheConfigurationWithItsDefaults() throws IOException {
        CommandRun run = CommandRun.of("validate", "--config", config("source: {files: {path: " + folder + "}}\n"));

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("is valid", "variant: keras3", "out_of_orderness: 5s", "Kafka: not used.");
    }

    @Test
    void showsEveryMistakeAtOnceWithItsLine() throws IOException {
        String config = config("""
                source: {files: {path: data}}
                metrics: {}
                metric: {variant: keras2}
                """);

        CommandRun run = CommandRun.of("validate", "--config", config);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.err()).contains(config + ":2: metrics", config + ":3: metric.variant");
    }

    @Test
    void keepsSecretsToItselfAndWarnsOfThoseThatStandInTheFile() throws IOException {
        String config = config("""
                source:
                  kafka:
                    bootstrap_servers: broker:9092
                    topics: predictions
                    properties: {ssl.keystore.password: tops3cret}
                dead_letters: {console: {}}
                """);

        CommandRun run = CommandRun.of("validate", "--offline", "--config", config);

        assertThat(run.err().lines())
                .containsExactly(
                        "plumbline: " + config + ":5: source.kafka.properties.ssl.keystore.password: is a secret that"
                                + " stands in the file; take it from the environment with ${NAME}, or from a file with ${<FILE}");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("[hidden]").doesNotContain("tops3cret");
    }

    @Test
    void tellsWhatBecomesOfEachSampleRecord() throws IOException {
        String sample = Files.writeString(folder.resolve("sample.jsonl"), """
                        {"model":"ctr","version":7,"time":"2026-01-01T00:00:00Z","y_true":true,"y_pred":0.25}

                        {"model":"ctr","time":1767225600000,"y_true":[0,1],"y_pred":[0.5,0.25],"sample_weight":2}
                        {"model":"ctr","time":1767225600000,"y_true":1,"y_pred":25}
                        """).toString();
        String config = config("source: {files: {path: " + folder + "}}\n");

        CommandRun run = CommandRun.of("validate", "--config", config, "--sample", sample);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("line 1: counted, model ctr, version 7, time 2026-01-01T00:00:00Z, y_true 1.0, y_pred 0.25,"
                        + " sample_weight 1.0")
                .contains("line 3: counted, model ctr, version (none), time 2026-01-01T00:00:00Z, y_true ")
                .contains("line 4: rejected, prediction_out_of_range: ")
                .contains("sample: 2 of 3 records would be counted");
        assertThat(CommandRun.of("validate", "--strict", "--config", config, "--sample", sample)
                        .exitCode())
                .isEqualTo(4);
    }

    @Test
    void knowsThatKafkaRecordsHaveATimeOfTheirOwn() throws IOException {
        String sample = Files.writeString(folder.resolve("s.jsonl"), "{\"model\":\"m\",\"y_true\":1,\"y_pred\":0.5}\n")
                .toString();
        String config = config("""
                source: {kafka: {bootstrap_servers: "broker:9092", topics: predictions}}
                dead_letters: {console: {}}
                """);

        CommandRun run = CommandRun.of("validate", "--offline", "--config", config, "--sample", sample);

        assertThat(run.out()).contains("line 1: counted, model m, version (none), time (of the Kafka record), y_true");
    }

    @Test
    void showsTheAttributesOfSlices() throws IOException {
        String sample = Files.writeString(folder.resolve("s.jsonl"), """
                        {"model":"ctr","time":1767225600000,"y_true":1,"y_pred":0.25,"geo":"CN","slices":{"device":"t\\u0007v"}}
                        {"model":"ctr","time":1767225600000,"y_true":1,"y_pred":0.25}
                        """).toString();
        String config = config("source: {files: {path: " + folder + "}}\n"
                + "slices: [[device, country]]\nfields: {slices: {country: /geo}}\n");

        CommandRun run = CommandRun.of("validate", "--config", config, "--sample", sample);

        assertThat(run.out())
                .contains("sample_weight 1.0, country CN, device t\\u0007v\n")
                .contains("sample_weight 1.0, country (none), device (none)\n")
                .contains("slices:\n  - [country, device]\n");
    }

    @Test
    void showsWhichRecordsHaveTheOutputsThatAreNamed() throws IOException {
        String sample = Files.writeString(folder.resolve("s.jsonl"), """
                        {"model":"ctr","time":1767225600000,"y_true":[1,0],"y_pred":[0.25,0.5]}
                        {"model":"ctr","time":1767225600000,"y_true":1,"y_pred":0.25}
                        """).toString();
        String config = config("source: {files: {path: " + folder + "}}\noutputs: [click, buy]\n");

        CommandRun run = CommandRun.of("validate", "--config", config, "--sample", sample);

        assertThat(run.out())
                .contains("[1, 2] [0.25, 0.5]], sample_weight 1.0, outputs click, buy\n")
                .contains(
                        "line 2: rejected, shape_mismatch: y_pred (/y_pred) has 1 element along its last axis, and outputs names 2;")
                .contains("outputs:\n  - click\n  - buy\nslices:\n  - output\n")
                .contains("sample: 1 of 2 records would be counted");
    }

    @Test
    void showsPredictionsThatWaitForLabelsAndLabels() throws IOException {
        String sample = Files.writeString(folder.resolve("p.jsonl"), """
                        {"model":"ctr","version":7,"id":17,"time":"2026-01-01T00:00:00Z","y_pred":0.25,"y_true":"?"}
                        {"model":"ctr","time":1767225600000,"y_pred":0.5}
                        """).toString();
        String labels = Files.writeString(folder.resolve("l.jsonl"), """
                        {"model":"ctr","id":"17","time":"2026-01-01T00:01:00Z","click":true}
                        {"model":"ctr","id":"17","click":2}
                        {"model":"ctr","id":"17","click":[0,1]}
                        """).toString();
        String config = config("""
                source: {kafka: {bootstrap_servers: "broker:9092", topics: predictions}}
                labels: {kafka: {topics: clicks}, fields: {y_true: /click}, horizon: 1d}
                """);

        CommandRun run = CommandRun.of(
                "validate", "--offline", "--config", config, "--sample", sample, "--labels-sample", labels);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("\nlabels:\n  kafka:\n", "  horizon: 1d\n")
                .contains(
                        "\nline 1: waits for its label, model ctr, version 7, id 17, time 2026-01-01T00:00:00Z, y_pred 0.25,"
                                + " sample_weight 1.0\n")
                .contains("\nline 2: rejected, missing_field: ")
                .contains("\nsample: 1 of 2 records would wait for their labels\n")
                .contains("\nlabel, line 1: joined by model ctr, id 17, time 2026-01-01T00:01:00Z, y_true 1.0\n")
                .contains("\nlabel, line 2: rejected, label_out_of_range: ")
                .contains("\nlabel, line 3: joined by model ctr, id 17, time (of the Kafka record), y_true ")
                .contains("\nlabels sample: 2 of 3 records would be joined\n");
        assertThat(CommandRun.of("validate", "--offline", "--strict", "--config", config, "--labels-sample", labels)
                        .exitCode())
                .isEqualTo(4);
    }

    @Test
    void aSampleOfLabelsNeedsTheSection() throws IOException {
        CommandRun run = CommandRun.of(
                "validate", "--config", config("source: {files: {path: " + folder + "}}\n"), "--labels-sample", "l");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("--labels-sample: the configuration says nothing of labels that come by themselves");
    }

    @Test
    void saysThatAFileOfLabelsIsMissing() throws IOException {
        CommandRun run = CommandRun.of(
                "validate",
                "--config",
                config("source: {files: {path: " + folder + "/job.yaml}}\n"
                        + "labels: {files: {path: /no/such/folder}, horizon: 1d}\n"));

        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.err()).contains("labels.files.path", "/no/such/folder").hasLineCount(1);
    }

    @Test
    void saysThatASourceFileIsMissing() throws IOException {
        CommandRun run = CommandRun.of("validate", "--config", config("source: {files: {path: /no/such/folder}}\n"));

        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.err()).contains("source.files.path", "/no/such/folder").hasLineCount(1);
    }

    @Test
    void refusesAnEmptySample() throws IOException {
        String sample = Files.writeString(folder.resolve("s.jsonl"), "\n").toString();
        String config = config("source: {files: {path: " + folder + "}}\n");

        CommandRun run = CommandRun.of("validate", "--config", config, "--sample", sample);

        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.err()).contains("holds no records");
    }

    private String config(String yaml) throws IOException {
        return Files.writeString(folder.resolve("job.yaml"), yaml).toString();
    }
}
