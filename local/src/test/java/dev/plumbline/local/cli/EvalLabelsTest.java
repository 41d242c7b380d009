package dev.plumbline.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code eval} where labels come by themselves. */
class EvalLabelsTest {
    private static final long SEED = 20_261_127;
    private static final long T = 1_790_000_000_000L;

    private static final String PREDICTIONS = """
            {"model":"ctr","version":"7","id":"a","time":"2026-09-21T00:00:00Z","y_pred":0.25}
            {"model":"ctr","version":"7","id":"b","time":"2026-09-21T00:00:10Z","y_pred":0.75}
            {"model":"ctr","version":"7","id":"c","time":"2026-09-21T00:00:20Z","y_pred":0.5}
            {"model":"ctr","version":"7","id":"a","time":"2026-09-21T00:00:30Z","y_pred":0.5}
            nonsense
            {"model":"ctr","version":"7","id":"d","time":"2026-09-21T00:59:00Z","y_pred":0.5}
            """;
    private static final String LABELS = """
            {"model":"ctr","id":"a","time":"2026-09-21T00:10:00Z","y_true":0}
            {"model":"ctr","id":"b","time":"2026-09-21T00:30:00Z","y_true":1}
            {"model":"ctr","id":"b","time":"2026-09-21T00:40:00Z","y_true":1}
            {"model":"ctr","id":"b","time":"2026-09-21T00:50:00Z","y_true":0}
            {"model":"ctr","id":"c","time":"2026-09-21T01:10:20.001Z","y_true":1}
            {"model":"ctr","id":"x","time":"2026-09-21T00:10:00Z","y_true":1}
            {"model":"ctr","id":"y","time":"2026-09-21T00:10:00Z"}
            """;

    @TempDir
    private Path folder;

    @Test
    void joinsByIdAndTellsWhatBecameOfEveryRecord() {
        CommandRun run = eval("--horizon", "70m", "--set", "calibration.metrics=none");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().map(String::stripTrailing))
                .startsWith(
                        "binary_crossentropy (keras3, float32)",
                        "model  version  records  result              as float32  weighted_sum        weight_count",
                        "ctr    7              2  0.2876820724517809  0.2876821   0.5753641449035618  2.0",
                        "all                   2  0.2876820724517809  0.2876821   0.5753641449035618  2.0",
                        "",
                        "labels, by model and id within 70m",
                        "model  version  predicted  labelled  negative  unlabelled  conflicted  coverage  mean age   max age",
                        "ctr    7                4         2         0           2           0    0.5000  19.9 min  29.8 min",
                        "all                     4         2         0           2           0    0.5000  19.9 min  29.8 min",
                        "predictions: 5, 1 of them duplicates",
                        "labels: 6, 2 used, 1 duplicate, 1 in conflict, 0 of another shape, 1 past the horizon, 1 of no prediction",
                        "predictions less than 70m before the last label: 1, 1 of them without one, which may still come",
                        "",
                        "lost: 4 of 11 records");
        assertThat(run.out())
                .containsPattern("duplicate_prediction +1 +predictions.jsonl:4  The prediction at 2026-09-21T00:00:30Z")
                .containsPattern("label_conflict +1 +labels.jsonl:4  The label at 2026-09-21T00:50:00Z")
                .containsPattern("label_past_horizon +1 +labels.jsonl:5  The label at 2026-09-21T01:10:20.001Z")
                .containsPattern("label_orphan +1 +labels.jsonl:6  The label at 2026-09-21T00:10:00Z")
                .containsPattern("rejected: 1 of 6 records\n.*\nnot_json +1 +5 ")
                .containsPattern("rejected: 1 of 7 labels\n.*\nmissing_field +1 +7 ");
    }

    /** Whoever joins by hand gets the same numbers, to the last digit. */
    @Test
    void theNumbersAreThoseOfJoinedRecords() throws IOException {
        List<String> predictions = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<String> joined = new ArrayList<>();
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            String model = "m" + i % 3;
            double yPred = random.nextDouble();
            int yTrue = random.nextDouble() < yPred ? 1 : 0;
            long time = T + random.nextInt(1_000_000);
            boolean labelled = random.nextInt(10) > 0;
            predictions.add("{\"model\":\"%s\",\"id\":%d,\"time\":%d,\"y_pred\":%s}".formatted(model, i, time, yPred));
            if (labelled) {
                labels.add("{\"model\":\"%s\",\"id\":\"%d\",\"time\":%d,\"y_true\":%d}"
                        .formatted(model, i, time + random.nextInt(60_001), yTrue));
            }
            joined.add("{\"model\":\"%s\",\"y_pred\":%s,\"y_true\":%d}".formatted(model, yPred, labelled ? yTrue : 0));
        }
        CommandRun apart = CommandRun.of(
                "eval",
                "--json",
                "--labels",
                file("labels.jsonl", String.join("\n", labels.subList(0, 900))),
                "--labels",
                file("more.jsonl", String.join("\n", labels.subList(900, labels.size()))),
                "--horizon",
                "1m",
                "--absence",
                "negative",
                file("predictions.jsonl", String.join("\n", predictions)));
        CommandRun together = CommandRun.of("eval", "--json", file("joined.jsonl", String.join("\n", joined)));

        assertThat(apart.exitCode()).as(apart.err()).isZero();
        assertThat(apart.out())
                .startsWith(together.out().substring(0, together.out().indexOf(",\"rejected_records\"")));
        assertThat(apart.out())
                .contains("\"join\":{\"horizon_ms\":60000,\"labels\":{\"predicted\":2000,\"labelled\":" + labels.size()
                        + ",\"negative\":" + (2_000 - labels.size()) + ",\"unlabelled\":0,\"conflicted\":0,")
                .contains("\"label_records\":" + labels.size() + ",\"shared_labels\":0,\"duplicate_labels\":0,")
                .contains("\"lost\":[],\"rejected_labels\":0,\"rejected\":[]}");
    }

    /** The job comes to the same number by Flink, timers and state. */
    @Test
    void theNumbersAreThoseOfTheJob() throws IOException {
        String config = file(
                "config.yaml", """
                source: {files: {path: %s}}
                labels: {files: {path: %s}, horizon: 70m}
                windows: [{tumbling: 1d}]
                """.formatted(file("predictions.jsonl", PREDICTIONS), file("labels.jsonl", LABELS)));
        CommandRun job = CommandRun.of(
                "replay",
                "--config",
                config,
                "--state",
                folder.resolve("state").toString(),
                "--output",
                "files:" + folder.resolve("out"));
        assertThat(job.exitCode()).as(job.err()).isZero();
        String report;
        try (Stream<Path> files = Files.walk(folder.resolve("out/reports"))) {
            report = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .map(EvalLabelsTest::read)
                    .reduce("", String::concat);
        }

        CommandRun run = CommandRun.of(
                "eval",
                "--config",
                config,
                "--json",
                "--labels",
                folder.resolve("labels.jsonl").toString(),
                folder.resolve("predictions.jsonl").toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        String loss = first("\"result\":[^}]*weight_count\":[0-9.]*", run.out());
        assertThat(report).contains(loss);
        assertThat(report).contains(first("\"labels\":\\{[^}]*}", run.out()));
        assertThat(report).contains(first("\"calibration\":.*?]]}", run.out()));
    }

    @Test
    void thePageTellsBothFilesAndOverwritesNeither() throws IOException {
        Path page = folder.resolve("page.html");
        assertThat(eval("--horizon", "70m", "--html", page.toString()).exitCode())
                .isZero();
        assertThat(Files.readString(page)).contains("predictions.jsonl, labels from " + folder.resolve("labels.jsonl"));

        CommandRun over = eval(
                "--horizon", "70m", "--html", folder.resolve("labels.jsonl").toString());
        assertThat(over.exitCode()).isEqualTo(2);
        assertThat(over.err()).contains("it is a file that is read");
    }

    @Test
    void strictMeansThatNothingMayBeLost() {
        assertThat(eval("--horizon", "70m", "--strict").exitCode()).isEqualTo(4);
        assertThat(CommandRun.of(
                                "eval",
                                "--strict",
                                "--horizon",
                                "1m",
                                "--labels",
                                file("l", "{\"model\":\"m\",\"id\":\"a\",\"time\":1790000000000,\"y_true\":1}\n"),
                                file("p", "{\"model\":\"m\",\"id\":\"a\",\"time\":1790000000000,\"y_pred\":0.5}\n"))
                        .exitCode())
                .isZero();
    }

    @Test
    void aLabelMayBeForSeveralModels() {
        CommandRun run = CommandRun.of(
                "eval",
                "--join-by",
                "id",
                "--horizon",
                "1m",
                "--label-field",
                "y_true=/click",
                "--label-field",
                "id=/key",
                "--field",
                "id=/request",
                "--labels",
                file("l", "{\"key\":\"a\",\"time\":1790000000000,\"click\":1}\n"),
                file("p", """
                        {"model":"old","request":"a","time":1790000000000,"y_pred":0.5}
                        {"model":"new","request":"a","time":1790000000000,"y_pred":0.75}
                        """));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("labels: 1, for several predictions each 1 more, 2 used, 0 duplicate,")
                .doesNotContain("lost:");
    }

    @Test
    void saysWhatIsMissing() {
        CommandRun noHorizon = eval();
        assertThat(noHorizon.exitCode()).isEqualTo(3);
        assertThat(noHorizon.err()).contains("labels.horizon: is missing; add \"horizon: <duration>\"");

        CommandRun noModel = CommandRun.of(
                "eval",
                "--horizon",
                "1m",
                "--model",
                "m",
                "--labels",
                file("l", "{\"id\":\"a\",\"time\":1790000000000,\"y_true\":1}\n"),
                file("p", "{\"id\":\"a\",\"time\":1790000000000,\"y_pred\":0.5}\n"));
        assertThat(noModel.exitCode()).isEqualTo(4);
        assertThat(noModel.err()).contains("if the labels name no model, join by id with --join-by id");

        CommandRun noId = CommandRun.of(
                "eval",
                "--horizon",
                "1m",
                "--labels",
                file("l", "{\"id\":\"a\",\"time\":1790000000000,\"y_true\":1}\n"),
                file("p", "{\"model\":\"m\",\"time\":1790000000000,\"y_pred\":0.5}\n"));
        assertThat(noId.err()).contains("say where your records have id with --field id=/place");

        String config = file("c", "source: {files: {path: p}}\nlabels: {files: {path: l}, horizon: 1m}\n");
        CommandRun noLabels = CommandRun.of("eval", "--config", config, file("p", PREDICTIONS));
        assertThat(noLabels.exitCode()).isEqualTo(2);
        assertThat(noLabels.err()).contains("labels come by themselves (labels); give their files with --labels");

        CommandRun noSection = CommandRun.of(
                "eval", "--config", file("c", "source: {files: {path: p}}\n"), "--labels", "l", file("p", PREDICTIONS));
        assertThat(noSection.exitCode()).isEqualTo(3);
        assertThat(noSection.err()).contains("--labels: the configuration says nothing of labels");

        CommandRun twice = CommandRun.of("eval", "--horizon", "1m", "--labels", "-", "-");
        assertThat(twice.exitCode()).isEqualTo(2);
        assertThat(twice.err()).contains("--labels -: the standard input is read already");
    }

    private CommandRun eval(String... options) {
        return CommandRun.of(Stream.concat(
                        Stream.concat(Stream.of("eval"), Stream.of(options)),
                        Stream.of("--labels", file("labels.jsonl", LABELS), file("predictions.jsonl", PREDICTIONS)))
                .toArray(String[]::new));
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
