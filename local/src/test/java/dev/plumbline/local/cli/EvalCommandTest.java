package dev.plumbline.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalCommandTest {
    private static final String DOCUMENTED = """
            {"model":"doc","version":"1","y_true":[0,1],"y_pred":[0.6,0.4]}
            {"model":"doc","version":"1","y_true":[0,0],"y_pred":[0.4,0.6]}
            """;

    @TempDir
    private Path folder;

    /** Computed apart, in double, from the float32 values of 0.6 and 0.4. */
    @Test
    void printsATableWithEveryDigit() throws IOException {
        CommandRun run = CommandRun.of("eval", "--set", "calibration.metrics=none", file(DOCUMENTED));

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .containsExactly(
                        "binary_crossentropy (keras3, float32)",
                        "model  version  records  result              as float32  weighted_sum        weight_count",
                        "doc    1              2  0.8149244834076739  0.8149245   1.6298489668153477  2.0",
                        "all                   2  0.8149244834076739  0.8149245   1.6298489668153477  2.0");
    }

    /** Six records: scores of 0.25 that come true once in four, and of 0.75 that come true once in two. */
    @Test
    void printsTheCalibrationMetricsAndAReliabilityDiagram() throws IOException {
        StringBuilder records = new StringBuilder();
        for (String record : new String[] {"1|0.25", "0|0.25", "0|0.25", "0|0.25", "1|0.75", "0|0.75"}) {
            records.append("{\"model\":\"m\",\"y_true\":%s,\"y_pred\":%s}\n".formatted((Object[]) record.split("\\|")));
        }
        CommandRun run = CommandRun.of("eval", file(records.toString()));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().map(String::stripTrailing).skip(4))
                .containsExactly(
                        "",
                        "calibration",
                        "model  version  log loss         brier   predicted  observed  ratio   norm. entropy  ece     mce     spiegelhalter p  roc auc  avg. precision",
                        "m               0.6539 \u00b1 0.4539  0.2292  0.4167     0.3333    1.2500  1.0273         0.0833  0.2500  0.6374           0.6250   0.4167",
                        "all             0.6539 \u00b1 0.4539  0.2292  0.4167     0.3333    1.2500  1.0273         0.0833  0.2500  0.6374           0.6250   0.4167",
                        "",
                        "reliability of all: | what was predicted, o what was observed, X both",
                        "bin               rows  predicted  observed  0                                       1",
                        "0.2500 to 0.3000     4     0.2500    0.2500  ..........X..............................",
                        "0.7500 to 0.8000     2     0.7500    0.5000  ....................o.........|..........");
    }

    @Test
    void computesTheOtherVariantOnRequest() throws IOException {
        CommandRun run = CommandRun.of("eval", "--variant", "tf2.3", "--json", file(DOCUMENTED));

        assertThat(run.exitCode()).isZero();
        assertThat((float) number(run.out(), "result")).isEqualTo(0.81492424f);
    }

    @Test
    void printsOneJsonObjectForMachines() throws IOException {
        CommandRun run = CommandRun.of(
                "eval",
                "--json",
                "--dtype=float64",
                "--from-logits",
                "--set=calibration.metrics=none",
                file("{\"model\":\"a\",\"y_true\":1,\"y_pred\":0}\nnonsense\n"));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith(
                        "{\"metric\":{\"name\":\"binary_crossentropy\",\"variant\":\"keras3\",\"dtype\":\"float64\","
                                + "\"from_logits\":true,\"label_smoothing\":0.0},\"records_in\":2,"
                                + "\"total\":{\"records\":1,\"result\":0.6931471805599453,"
                                + "\"weighted_sum\":0.6931471805599453,\"weight_count\":1.0},"
                                + "\"series\":[{\"model\":\"a\",\"version\":\"\",\"records\":1,\"result\":0.6931471805599453,"
                                + "\"weighted_sum\":0.6931471805599453,\"weight_count\":1.0}],"
                                + "\"rejected_records\":1,\"rejected\":[{\"reason\":\"not_json\",\"field\":\"\",\"records\":1,"
                                + "\"first_line\":2,\"message\":\"")
                .endsWith("\"}]}" + System.lineSeparator())
                .hasLineCount(1);
    }

    @Test
    void printsTheCalibrationMetricsForMachinesAsInReports() throws IOException {
        CommandRun run = CommandRun.of("eval", "--json", "--set=calibration.metrics=[brier]", file(DOCUMENTED));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains(",\"calibration\":{\"rows\":4,\"weighted_rows\":4,\"sum_w\":4.0,\"brier\":");
    }

    @Test
    void writesAPageBesideTheTable() throws IOException {
        Path page = folder.resolve("page.html");
        String records = file(DOCUMENTED + "nonsense\n");
        CommandRun run = CommandRun.of("eval", "--html", page.toString(), records);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(CommandRun.of("eval", records).out());
        assertThat(page)
                .content()
                .contains("\"source\":\"" + records + "\"", "\"metric\":\"binary_crossentropy (keras3, float32)\"")
                .contains("\"model\":\"doc\",\"version\":\"1\",\"output\":\"\",\"records\":2,\"rows\":4,")
                .contains(
                        "\"rejected_records\":1,\"rejected\":[{\"reason\":\"not_json\",\"records\":1,\"first_line\":3,");
    }

    @Test
    void refusesAPageWithoutCalibrationMetricsAndSaysTheWayOut() throws IOException {
        Path page = folder.resolve("page.html");
        CommandRun run =
                CommandRun.of("eval", "--html", page.toString(), "--set=calibration.metrics=none", file(DOCUMENTED));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("calibration.metrics is none", "--set calibration.metrics=all")
                .hasLineCount(1);
        assertThat(page).doesNotExist();
        assertThat(CommandRun.of("eval", "--html", page.toString(), "--set=calibration.metrics=all", file(DOCUMENTED))
                        .exitCode())
                .isZero();
    }

    @Test
    void saysWhyAPageCannotBeWrittenBeforeItReadsAnything() {
        CommandRun run = CommandRun.of("eval", "--html", folder.toString(), "missing.jsonl");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("cannot write " + folder + ": it is a folder")
                .hasLineCount(1);
    }

    @Test
    void leavesAPageAloneIfNothingCouldBeCounted() throws IOException {
        Path page = Files.writeString(folder.resolve("page.html"), "yesterday's");

        assertThat(CommandRun.of("eval", "--html", page.toString(), file("nonsense\n"))
                        .exitCode())
                .isEqualTo(4);
        assertThat(page).hasContent("yesterday's");
    }

    @Test
    void readsTheStandardInput() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(DOCUMENTED.getBytes(StandardCharsets.UTF_8)));
            CommandRun run = CommandRun.of("eval", "-", "--json");
            assertThat(run.exitCode()).isZero();
            assertThat((float) number(run.out(), "result")).isEqualTo(0.8149245f);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void findsFieldsWhereItIsTold() throws IOException {
        CommandRun run = CommandRun.of(
                "eval",
                "--json",
                "--model=it's mine: really",
                "--field=y_pred=/scores/1",
                "--field=y_true=/clicked",
                file("{\"scores\":[0.9,0.5],\"clicked\":true}\n"));

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("\"model\":\"it's mine: really\"", "\"records\":1");
    }

    @Test
    void takesFieldsAndMetricFromAConfigurationAndLetsOptionsOverrideIt() throws IOException {
        Path config = Files.writeString(folder.resolve("job.yaml"), """
                source: {files: {path: data}}
                fields: {model: {constant: ctr}, y_pred: /p}
                metric: {variant: tf2.3, dtype: float64}
                """);
        String records = file("{\"p\":0.5,\"y_true\":1}\n");

        CommandRun run = CommandRun.of("eval", "--config", config.toString(), "--dtype", "float32", records);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("binary_crossentropy (tf2.3, float32)").contains("ctr");
        assertThat(CommandRun.of("eval", "--config", config.toString(), "--set", "metric.dtype=float32", records)
                        .out())
                .isEqualTo(run.out());
    }

    @Test
    void saysHowToNameTheModelOfRecordsThatNameNone() throws IOException {
        CommandRun run = CommandRun.of("eval", file("{\"y_true\":1,\"y_pred\":0.5}\n"));

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("no record could be counted", "--model NAME");
        assertThat(run.out()).contains("missing_field");
    }

    @Test
    void saysHowToFindAFieldThatEveryRecordLacks() throws IOException {
        CommandRun run = CommandRun.of("eval", "--model=m", file("{\"label\":1,\"y_pred\":0.5}\n"));

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("--field y_true=/place");
    }

    @Test
    void listsRejectedRecordsAndFailsOnThemOnlyIfStrict() throws IOException {
        String records = file(DOCUMENTED + "{\"model\":\"doc\",\"y_true\":1,\"y_pred\":1.5}\n");

        CommandRun lenient = CommandRun.of("eval", records);
        assertThat(lenient.exitCode()).isZero();
        assertThat(lenient.out())
                .contains("rejected: 1 of 3 records")
                .containsPattern("prediction_out_of_range +1 +3 +\\S.*1\\.5");
        assertThat(CommandRun.of("eval", "--strict", records).exitCode()).isEqualTo(4);
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertInputError(
                "there is no such file", folder.resolve("missing.jsonl").toString());
        assertInputError("it is a folder", folder.toString());
        assertInputError("it is empty", file(""));
        assertInputError("holds no records", file("\n\n"));
    }

    @Test
    void refusesAnOptionValueWithTheNearestOne() throws IOException {
        CommandRun run = CommandRun.of("eval", "--variant", "keras2", file(DOCUMENTED));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("metric.variant", "keras2", "did you mean keras3")
                .doesNotContain("\tat ");
    }

    @Test
    void refusesAConfigurationThatIsNotThere() throws IOException {
        CommandRun run = CommandRun.of("eval", "--config", "nowhere.yaml", file(DOCUMENTED));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("nowhere.yaml", "no such file");
    }

    @Test
    void showsAStackTraceOnlyForDebugging() {
        assertThat(CommandRun.of("eval", "missing.jsonl").err()).doesNotContain("\tat ");
        assertThat(CommandRun.of("eval", "--debug", "missing.jsonl").err()).contains("\tat dev.plumbline");
    }

    private void assertInputError(String reason, String file) {
        CommandRun run = CommandRun.of("eval", file);
        assertThat(run.exitCode()).as(file).isEqualTo(6);
        assertThat(run.err()).contains(file, reason).hasLineCount(1);
    }

    private String file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "records", ".jsonl"), text)
                .toString();
    }

    /** The first number of that name in a JSON text. */
    private static double number(String json, String name) {
        String from = json.substring(json.indexOf("\"" + name + "\":") + name.length() + 3);
        return Double.parseDouble(from.substring(0, from.indexOf(',')));
    }
}
