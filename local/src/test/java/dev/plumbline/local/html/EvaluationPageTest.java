package dev.plumbline.local.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.local.calibration.WilsonInterval;
import dev.plumbline.local.eval.Evaluation;
import dev.plumbline.local.eval.Evaluation.Outcome;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.metric.calibration.CalibrationMetric;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvaluationPageTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)<(script|style)>(.*?)</\\1>");
    private static final Pattern DATA =
            Pattern.compile("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>");

    @Test
    void isOnePageThatAsksNothingOfTheNetwork() {
        String page = page(outcome(List.of(record("m", 0.5, 1))));

        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("default-src 'none'; script-src 'sha256-", "base-uri 'none'; form-action 'none'\"")
                .doesNotContain("unsafe-inline", "unsafe-eval", "<script src", "@import", "url(", "{{");
        assertThat(Pattern.compile("<link [^>]*>").matcher(page).results().map(MatchResult::group))
                .containsExactly("<link rel=\"icon\" href=\"data:,\">");
    }

    @Test
    void allowsNoScriptAndNoStyleButItsOwn() throws Exception {
        String page = page(outcome(List.of(record("m", 0.5, 1))));
        String policy = page.substring(page.indexOf("default-src"), page.indexOf("form-action"));

        List<MatchResult> blocks = BLOCK.matcher(page).results().toList();
        assertThat(blocks).hasSize(4);
        for (MatchResult block : blocks) {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(block.group(2).getBytes(StandardCharsets.UTF_8));
            assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
        }
        assertThat(Pattern.compile("'sha256-").matcher(policy).results()).hasSize(4);
    }

    @Test
    void carriesTheLicenceOfTheLibraryInIt() {
        assertThat(page(outcome(List.of(record("m", 0.5, 1)))))
                .contains("Permission is hereby granted, free of charge", "Leon Sorokin");
    }

    @Test
    void keepsHostileNamesWithinTheData() {
        String name = "</script><script>alert('a\\u0022b')</script><!-- {{script}} &amp; $1 \\\\ \u2028\u202e";
        String hostile = "{\"model\":\"" + name + "\",\"version\":\"<i>\",\"y_true\":1,\"y_pred\":0.5}";
        String page =
                EvaluationPage.of(outcome(List.of(hostile, "<b>nonsense")), "<img src=x onerror=alert(1)>\ud800.jsonl");

        assertThat(page).doesNotContain("<script>alert", "<img", "<b>nonsense");
        String data = data(page);
        assertThat(data)
                .matches("\\p{ASCII}*")
                .doesNotContain("<")
                .contains(
                        "\"model\":\"\\u003c/script>\\u003cscript>alert('a\\\"b')\\u003c/script>\\u003c!-- {{script}} &amp; $1 \\\\ "
                                + "\\u2028\\u202E\"")
                .contains("\"version\":\"\\u003ci>\"")
                .contains("\"source\":\"\\u003cimg src=x onerror=alert(1)>\\uD800.jsonl\"");
        // Nothing that a name says changes the rest of the page.
        assertThat(page.replace(data, ""))
                .isEqualTo(page(outcome(List.of(record("m", 0.5, 1))))
                        .replace(data(page(outcome(List.of(record("m", 0.5, 1))))), ""));
        assertThat(new String(page.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(page);
    }

    @Test
    void hasTheSameBytesForTheSameRecordsInAnyOrder() {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            records.add(record("m" + i % 3, (i * 37 % 601) / 601.0, i * 37 % 601 > i ? 1 : 0));
        }
        String page = page(outcome(records));
        Collections.reverse(records);

        assertThat(page(outcome(records))).isEqualTo(page);
    }

    /** Six records: scores of 0.25 that come true once in four, and of 0.75 that come true once in two. */
    @Test
    void holdsTheBinsThatHaveRowsWithTheIntervalsOfTheirRates() {
        List<String> records = new ArrayList<>(Collections.nCopies(3, record("m", 0.25, 0)));
        records.addAll(List.of(record("m", 0.25, 1), record("m", 0.75, 0), record("m", 0.75, 1)));
        WilsonInterval low = WilsonInterval.of(0.25, 4);
        WilsonInterval high = WilsonInterval.of(0.5, 2);

        assertThat(data(page(outcome(records))))
                .contains("\"records\":6,\"rows\":6,", "\"ece\":0.083", "\"log_loss_ci95_upper\":1.10")
                .contains("\"equal_width\":["
                        + "{\"lower\":0.25,\"upper\":0.3,\"rows\":4,\"weight\":4.0,\"predicted\":0.25,\"observed\":0.25,"
                        + "\"observed_lower\":" + low.lower() + ",\"observed_upper\":" + low.upper() + "},"
                        + "{\"lower\":0.75,\"upper\":0.8,\"rows\":2,\"weight\":2.0,\"predicted\":0.75,\"observed\":0.5,"
                        + "\"observed_lower\":" + high.lower() + ",\"observed_upper\":" + high.upper() + "}]")
                .contains("\"equal_weight\":["
                        + "{\"lower\":0.25,\"upper\":0.25,\"weight\":4.0,\"predicted_error\":0.0,\"predicted\":0.25,");
    }

    @Test
    void writesUndefinedAndInfiniteNumbersAsTexts() {
        String data = data(page(outcome(List.of(record("m", 0.5, 0)))));

        assertThat(data).contains("\"calibration_ratio\":\"Infinity\"", "\"roc_auc\":\"NaN\"");
    }

    @Test
    void keepsTheSeriesWithTheMostRecordsAndSaysHowManyThereAre() {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < EvaluationPage.SERIES_LIMIT + 5; i++) {
            String name = "m%02d".formatted(i);
            records.add(record(name, 0.5, 1));
            // The five that come last by name have one more; the others are equal.
            if (i >= EvaluationPage.SERIES_LIMIT) {
                records.add(record(name, 0.5, 0));
            }
        }
        String data = data(page(outcome(records)));

        assertThat(data).contains("\"series_count\":25,\"total\":{\"records\":30,");
        assertThat(Pattern.compile("\"model\":\"(m\\d+)\"")
                        .matcher(data)
                        .results()
                        .map(name -> name.group(1)))
                .hasSize(EvaluationPage.SERIES_LIMIT)
                .startsWith("m20", "m21", "m22", "m23", "m24", "m00", "m01")
                .endsWith("m14");
    }

    @Test
    void drawsTheDiagramsOfAllAndOfEachSeriesAndTellsThemInWords() {
        List<String> records = new ArrayList<>(Collections.nCopies(30, record("a", 0.25, 1)));
        records.addAll(Collections.nCopies(5, record("b", 0.75, 1)));
        String data = data(page(outcome(records)));

        assertThat(Scripts.run(EvaluationPage.SCRIPTS, data, """
                PAGE.named("h3").forEach(one => print(one.textContent));
                print(uPlot.all.length);
                print(PAGE.classed("chart")[2].getAttribute("aria-label"));
                print(PAGE.named("tr").map(one => one.children.slice(0, 3).map(cell => cell.textContent).join(" ")).join("|"));
                """))
                .containsExactly(
                        "all",
                        "a",
                        "b",
                        "12",
                        "Reliability diagram of a. Bins of equal width: in 1 of 1 the prediction lies outside the interval. The"
                                + " numbers are in the table below.",
                        "Model Version Records|all  35|a  30|b  5");
    }

    @Test
    void namesOutputsThatAreToldApart() {
        List<String> records =
                Collections.nCopies(30, "{\"model\":\"a\",\"version\":\"7\",\"y_true\":[1,0],\"y_pred\":[0.25,0.5]}");
        String data = data(page(outcome(records, CalibrationConfig.defaults(), List.of("click", "buy"))));

        assertThat(Scripts.run(EvaluationPage.SCRIPTS, data, """
                PAGE.named("h3").forEach(one => print(one.textContent));
                print(PAGE.named("tr").map(one => one.children.slice(0, 4).map(cell => cell.textContent).join(" ")).join("|"));
                """))
                .containsExactly(
                        "all",
                        "a, version 7",
                        "a, version 7, output buy",
                        "a, version 7, output click",
                        "Model Version Output Records|all   30|a 7  30|a 7 buy 30|a 7 click 30");
    }

    @Test
    void isThereForMetricsWithoutBins() {
        Outcome outcome = outcome(
                List.of(record("m", 0.5, 1)),
                CalibrationConfig.defaults().withMetrics(List.of(CalibrationMetric.BRIER)));

        assertThat(data(page(outcome)))
                .contains("\"values\":{\"sum_w\":1.0,\"brier\":0.25},\"equal_width\":[],\"equal_weight\":[]");
    }

    @Test
    void refusesAnOutcomeWithoutCalibrationMetrics() {
        Outcome outcome = outcome(List.of(record("m", 0.5, 1)), null);

        assertThatThrownBy(() -> page(outcome))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no calibration metric");
    }

    private static String page(Outcome outcome) {
        return EvaluationPage.of(outcome, "records.jsonl");
    }

    private static String data(String page) {
        return DATA.matcher(page).results().findFirst().orElseThrow().group(1);
    }

    private static String record(String model, double prediction, int label) {
        return "{\"model\":\"" + model + "\",\"y_true\":" + label + ",\"y_pred\":" + prediction + "}";
    }

    private static Outcome outcome(List<String> records) {
        return outcome(records, CalibrationConfig.defaults());
    }

    private static Outcome outcome(List<String> records, @Nullable CalibrationConfig calibration) {
        return outcome(records, calibration, List.of());
    }

    private static Outcome outcome(
            List<String> records, @Nullable CalibrationConfig calibration, List<String> outputs) {
        DecodeOptions options =
                DecodeOptions.defaults(BinaryCrossentropyConfig.defaults()).withOutputs(outputs.size());
        Evaluation evaluation = new Evaluation(FieldMapping.defaults(), options, calibration, outputs);
        for (int i = 0; i < records.size(); i++) {
            evaluation.add(records.get(i).getBytes(StandardCharsets.UTF_8), "records", i + 1L);
        }
        return evaluation.outcome();
    }
}
