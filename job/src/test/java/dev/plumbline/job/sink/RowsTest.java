package dev.plumbline.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LabelCoverage;
import dev.plumbline.serde.report.LabelCoverage.Cohort;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.Partial;
import dev.plumbline.serde.report.WindowReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RowsTest {

    @Test
    void aReportStandsUnderItsHeading() {
        ReportRow row = new ReportRow();

        assertThat(List.of(row.heading(), row.of(report(true, 0)), row.of(report(false, 2))))
                .containsExactly(
                        "model                version  window             start (UTC)          end (UTC)            "
                                + "    records  binary_crossentropy   weight_count  state",
                        "ctr                  7        tumbling 1m        2026-09-21 14:13:00  2026-09-21 14:14:00  "
                                + "     12,345           0.69314718       12,345.5  final",
                        "ctr                  7        tumbling 1m        2026-09-21 14:13:00  2026-09-21 14:14:00  "
                                + "     12,345           0.69314718       12,345.5  open (revision 2)");
    }

    @Test
    void aWindowThatMissesAnEndSaysSo() {
        WindowReport whole = report(true, 0).report();
        List<String> states = new ArrayList<>();
        for (Partial partial : Partial.values()) {
            WindowReport missing = new WindowReport(
                    whole.model(),
                    whole.version(),
                    whole.slice(),
                    whole.window(),
                    whole.start(),
                    whole.end(),
                    true,
                    partial,
                    whole.records(),
                    whole.metric(),
                    whole.result(),
                    null);
            states.add(new ReportRow().of(new RevisedReport(missing, 0)).replaceAll(".* {2}", ""));
        }

        assertThat(states)
                .containsExactly(
                        "final, its start was not read",
                        "final, its end was not read",
                        "final, neither its start nor its end was read");
    }

    @Test
    void aCohortSaysHowManyOfItsPredictionsHaveTheirLabel() {
        assertThat(state(labels(950, 0, new Cohort(1_000, 30, 20, 0)))).isEqualTo("open, 95.0 % of 1,000 labelled");
        assertThat(state(labels(1_999_999, 0, new Cohort(2_000_000, 0, 0, 0))))
                .isEqualTo("open, 99.9 % of 2,000,000 labelled");
        assertThat(state(labels(3, 0, new Cohort(3, 0, 0, 0)))).isEqualTo("open, 100.0 % of 3 labelled");
        assertThat(state(labels(0, 3, new Cohort(4, 1, 0, 0)))).isEqualTo("open, 0.0 % of 4 labelled");
        assertThat(state(labels(0, 0, new Cohort(0, 0, 0, 0)))).isEqualTo("open");
        assertThat(state(labels(3, 1, null))).isEqualTo("open");
    }

    private static LabelCoverage labels(long labelled, long negative, Cohort cohort) {
        return new LabelCoverage(labelled, negative, labelled == 0 ? Double.NaN : 5, 0, cohort);
    }

    private static String state(LabelCoverage labels) {
        WindowReport report = report(false, 0).report();
        WindowReport labelled = new WindowReport(
                report.model(),
                report.version(),
                report.slice(),
                report.window(),
                report.start(),
                report.end(),
                false,
                null,
                report.records(),
                report.metric(),
                report.result(),
                null,
                labels);
        return new ReportRow().of(new RevisedReport(labelled, 0)).replaceAll(".* {2}", "");
    }

    @Test
    void millisecondsAreShownWhereAWindowIsNotOnWholeSeconds() {
        ReportRow row = new ReportRow();

        assertThat(row.of(report("ctr", "7", 0, 1_500))).contains(" 1970-01-01 00:00:00.000  1970-01-01 00:00:01.500 ");
        assertThat(row.of(report("ctr", "7", -250, 1_000)))
                .contains(" 1969-12-31 23:59:59.750  1970-01-01 00:00:01.000 ");
        assertThat(row.of(report("ctr", "7", 0, 1_000))).contains(" 1970-01-01 00:00:00  1970-01-01 00:00:01 ");
    }

    @Test
    void whatATerminalWouldObeyIsEscaped() {
        assertThat(new ReportRow().of(report("a\nb\u001b[2J", "1\r\u009b", 0, 1_000)))
                .startsWith("a\\u000ab\\u001b[2J    1\\u000d\\u009b tumbling 1m ");
        assertThat(new DeadLetterRow()
                        .of(letter("data/\u202egpj.a", -1, "It is \"\\u001b\", \u00e9\ud83d\udea2\u2028\ud83d.")))
                .isEqualTo("dead letter: not_json at data/\\u202egpj.a byte 41: It is \"\\u001b\","
                        + " \u00e9\ud83d\udea2\\u2028\\ud83d.");
    }

    @Test
    void aDeadLetterSaysWhyAndWhere() {
        DeadLetterRow row = new DeadLetterRow();

        assertThat(row.of(letter("predictions", 3)))
                .isEqualTo("dead letter: not_json at predictions-3 offset 41: It is no JSON.");
        assertThat(row.of(letter("data/a.jsonl", -1)))
                .isEqualTo("dead letter: not_json at data/a.jsonl byte 41: It is no JSON.");
    }

    @Test
    void aBalanceReadsAsASum() {
        LedgerRow row = new LedgerRow();

        assertThat(row.of(new LedgerBalance(
                        LedgerAccount.ofModel("c\u001b"), 12_345, 12_000, 300, Map.of(ReasonCode.LATE, 45L))))
                .isEqualTo("ledger: c\\u001b: 12,345 in = 12,000 counted + 300 pending + 45 late + 0 duplicate"
                        + " + 0 dead-lettered");
        assertThat(row.of(new LedgerBalance(
                        LedgerAccount.ofModel("c"),
                        9_000,
                        3_000,
                        0,
                        Map.of(ReasonCode.UNLABELLED, 5_000L, ReasonCode.LABELS_DISAGREE, 1_000L))))
                .isEqualTo("ledger: c: 9,000 in = 3,000 counted + 0 pending + 0 late + 0 duplicate + 6,000 unlabelled"
                        + " + 0 dead-lettered");
        assertThat(row.of(new LedgerBalance(LedgerAccount.LABELS, 3, 1, 0, Map.of(ReasonCode.DUPLICATE_LABEL, 2L))))
                .isEqualTo("ledger: (labels): 3 in = 1 counted + 0 pending + 0 late + 2 duplicate + 0 dead-lettered");
        assertThat(row.of(new LedgerBalance(LedgerAccount.UNATTRIBUTED, 5, 0, 0, Map.of(ReasonCode.NOT_JSON, 3L))))
                .isEqualTo("ledger: (unattributed): 5 in = 0 counted + 0 pending + 0 late + 0 duplicate"
                        + " + 3 dead-lettered; DOES NOT ADD UP: residual 2");
    }

    @Test
    void theHeadingComesBackEveryFortyRows() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ConsoleSink.Writer<RevisedReport> writer =
                new ConsoleSink.Writer<>(new ReportRow(), new PrintStream(bytes, true, StandardCharsets.UTF_8));
        for (int i = 0; i < 41; i++) {
            writer.write(report(true, 0), null);
        }

        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(43);
        assertThat(lines.get(0)).isEqualTo(new ReportRow().heading());
        assertThat(lines.get(41)).isEqualTo(new ReportRow().heading());
    }

    private static RevisedReport report(boolean isFinal, long revision) {
        return report("ctr", "7", 1_790_000_000_000L - 20_000, 1_790_000_000_000L + 40_000, isFinal, revision);
    }

    private static RevisedReport report(String model, String version, long start, long end) {
        return report(model, version, start, end, true, 0);
    }

    private static RevisedReport report(
            String model, String version, long start, long end, boolean isFinal, long revision) {
        return new RevisedReport(
                new WindowReport(
                        model,
                        version,
                        new TreeMap<>(),
                        "tumbling 1m",
                        start,
                        end,
                        isFinal,
                        12_345,
                        BinaryCrossentropyConfig.defaults(),
                        new BinaryCrossentropyResult(0.6931471805599453, 8557.4, 12345.5)),
                revision);
    }

    private static DeadLetter letter(String topic, int partition) {
        return letter(topic, partition, "It is no JSON.");
    }

    private static DeadLetter letter(String topic, int partition, String message) {
        return new DeadLetter(
                new Rejection(ReasonCode.NOT_JSON, "", message), topic, partition, 41, 0, null, new byte[0], List.of());
    }
}
