package dev.plumbline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.local.terminal.Terminal;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.metric.calibration.ReliabilityBin;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.Partial;
import dev.plumbline.serde.report.WindowReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Terminal NO_SCREEN = new Terminal(false, false);

    @Test
    void countsWindowsAndKeepsTheNewestBalance() {
        Tally tally = tally();

        assertThat(tally.whole()).isEqualTo(2);
        assertThat(tally.partial(Partial.START)).isEqualTo(1);
        assertThat(tally.partial(Partial.END)).isZero();
        assertThat(tally.balances()).containsExactly(balance("ads", 5, 5), balance("ctr", 20, 19), unattributed());
    }

    @Test
    void readsBackWhatItWrites() {
        Tally again = Tally.parse(tally().toText());

        assertThat(again.toText()).isEqualTo(tally().toText());
        assertThat(again.balances()).isEqualTo(tally().balances());
        assertThat(Tally.parse("").toText()).isEmpty();
    }

    @Test
    void theSummaryTellsWhatBecameOfEveryRecord() {
        assertThat(Summary.lines(tally(), 1_000, Duration.ofSeconds(4), false, NO_SCREEN))
                .containsExactly(
                        "records read     28",
                        "whole windows    2",
                        "partial windows  1 (start missing: 1, end missing: 0, both: 0)",
                        "dead letters     4 (not_json: 3, late: 1)",
                        "duration         4 s, 250 records/s",
                        "",
                        "model           in  counted  pending  late  duplicate  dead-lettered  residual",
                        "ads              5        5        0     0          0              0         0",
                        "ctr             20       19        0     1          0              0         0",
                        "(unattributed)   3        0        0     0          0              3         0",
                        "total           28       24        0     1          0              3         0");
        assertThat(Summary.addsUp(tally())).isTrue();
    }

    @Test
    void theSummaryAddsUpWhereLabelsComeLater() {
        Tally tally = labelled();

        assertThat(Summary.lines(tally, 1_000, Duration.ofSeconds(4), false, NO_SCREEN))
                .startsWith("records read     17, 7 of them labels")
                .contains("dead letters     4 (late: 1, duplicate_prediction: 1, label_orphan: 2)")
                .endsWith(
                        "model     in  counted  pending  late  duplicate  unlabelled  dead-lettered  residual",
                        "ctr       10        4        1     1          1           3              0         0",
                        "(labels)   7        4        0     0          1           0              2         0",
                        "total     17        8        1     1          2           3              2         0");
        assertThat(Summary.addsUp(tally)).isTrue();
    }

    /** A prediction with its label is one record of the results, not two. */
    @Test
    void thePageTellsLabelsApart() {
        assertThat(PageFacts.records(labelled().balances()))
                .containsExactly(
                        Map.entry("counted", 4L),
                        Map.entry("dead_lettered", 0L),
                        Map.entry("duplicate", 1L),
                        Map.entry("in", 10L),
                        Map.entry("labels", 7L),
                        Map.entry("labels_used", 4L),
                        Map.entry("late", 1L),
                        Map.entry("pending", 1L),
                        Map.entry("unlabelled", 3L));
        assertThat(PageFacts.records(tally().balances()))
                .containsExactly(
                        Map.entry("counted", 24L),
                        Map.entry("dead_lettered", 3L),
                        Map.entry("in", 28L),
                        Map.entry("late", 1L),
                        Map.entry("pending", 0L));
    }

    private static Tally labelled() {
        Tally tally = new Tally();
        tally.add(Tally.line(new LedgerBalance(
                LedgerAccount.LABELS, 7, 4, 0, Map.of(ReasonCode.DUPLICATE_LABEL, 1L, ReasonCode.LABEL_ORPHAN, 2L))));
        tally.add(Tally.line(new LedgerBalance(
                LedgerAccount.ofModel("ctr"),
                10,
                4,
                1,
                Map.of(
                        ReasonCode.LATE, 1L,
                        ReasonCode.DUPLICATE_PREDICTION, 1L,
                        ReasonCode.UNLABELLED, 2L,
                        ReasonCode.LABELS_DISAGREE, 1L))));
        return tally;
    }

    @Test
    void aResidualIsToldLoudly() {
        Tally tally = tally();
        tally.add(Tally.line(balance("ctr", 21, 19)));

        assertThat(Summary.addsUp(tally)).isFalse();
        assertThat(Summary.lines(tally, 0, Duration.ZERO, true, NO_SCREEN))
                .contains("duration         0 s, 0 records/s, since it was resumed")
                .anyMatch(line -> line.startsWith("THE LEDGER DOES NOT ADD UP"));
    }

    @Test
    void keepsOfEachModelAndVersionTheNewestOfTheLongestWholeWindows() {
        WindowReport best = report("ctr", "2", 60_000, 120_000, null, 7);
        List<WindowReport> reports = List.of(
                report("ctr", "2", 60_000, 60_000, null, 8),
                report("ctr", "2", 10_000, 190_000, null, 9),
                report("ctr", "2", 60_000, 180_000, Partial.END, 10),
                best,
                report("ctr", "1", 60_000, 60_000, Partial.START, 11));
        for (int first = 0; first < reports.size(); first++) {
            Tally tally = new Tally();
            for (int i = 0; i < reports.size(); i++) {
                Tally.lines(reports.get((first + i) % reports.size())).forEach(tally::add);
            }

            assertThat(Tally.parse(tally.toText()).reports()).containsExactly(reports.get(4), best);
            assertThat(tally.whole()).isEqualTo(3);
        }
    }

    @Test
    void leavesSlicesToTheWindows() {
        WindowReport everyone = report("ctr", "", 60_000, 60_000, null, 5);
        WindowReport slice = new WindowReport(
                "ctr",
                "",
                new TreeMap<>(Map.of("country", "BR")),
                everyone.window(),
                everyone.start(),
                everyone.end(),
                true,
                9,
                everyone.metric(),
                everyone.result());

        assertThat(Tally.lines(slice)).containsExactly("whole 1");
        assertThat(Tally.lines(everyone)).hasSize(2);
    }

    @Test
    void keepsNoMoreModelsThanACheckpointShouldHoldTheSameOnesInAnyOrder() {
        Tally up = new Tally();
        Tally down = new Tally();
        int models = Tally.MOST_MODELS + 5;
        for (int i = 0; i < models; i++) {
            Tally.lines(report("m%04d".formatted(i), "", 60_000, 60_000, null, 1))
                    .forEach(up::add);
            Tally.lines(report("m%04d".formatted(models - 1 - i), "", 60_000, 60_000, null, 1))
                    .forEach(down::add);
        }

        assertThat(up.toText()).isEqualTo(down.toText());
        assertThat(up.reports()).hasSize(Tally.MOST_MODELS);
        assertThat(up.hasMoreModels()).isTrue();
        assertThat(Summary.lines(up, 0, Duration.ZERO, false, NO_SCREEN))
                .contains(
                        "the newest of each model's longest whole windows, for the 20 models and versions with the most"
                                + " records among the first 1,000 by name");
    }

    @Test
    void theSummaryShowsTheNumbersOfEachModelAndOnAScreenTheDiagramOfTheWorst() {
        List<WindowReport> reports = List.of(
                report("b", "1", 60_000, 60_000, null, 3_000), report("a\u0007", "", 60_000, 60_000, Partial.BOTH, 3));

        assertThat(ModelTable.lines(reports, false, Integer.MAX_VALUE, false))
                .containsExactly(
                        "",
                        "the newest of each model's longest whole windows",
                        "model    version  window                ends (UTC)            records  log loss     ece  01",
                        "a\\u0007           tumbling 1m, partial  1970-01-01T00:01:00Z        3   0.50000  0.0100  ·",
                        "b        1        tumbling 1m           1970-01-01T00:01:00Z    3,000   0.50000  0.2000  ▲",
                        "▲ came true more often than predicted, ▼ less often, · as often (95 % intervals)");
        assertThat(ModelTable.lines(reports, false, 80, true))
                .contains("reliability of b, version 1: | what was predicted, o what was observed, X both")
                .contains("0.000 to 0.5000  3,000     0.3000  ............|.......o....................")
                .allMatch(line -> line.length() <= 80)
                .noneMatch(line -> line.endsWith("…"));
    }

    @Test
    void theSummaryOfALossAloneHasNoMoreColumnsThanThat() {
        WindowReport report = new WindowReport(
                "a",
                "",
                new TreeMap<>(),
                "tumbling 1m",
                0,
                60_000,
                true,
                3,
                BinaryCrossentropyConfig.defaults(),
                new BinaryCrossentropyResult(Double.NaN, Double.NaN, 3));

        assertThat(ModelTable.lines(List.of(report), false, 80, true))
                .containsExactly(
                        "",
                        "the newest of each model's longest whole windows",
                        "model  version  window       ends (UTC)            records  log loss",
                        "a               tumbling 1m  1970-01-01T00:01:00Z        3       NaN");
        assertThat(ModelTable.lines(List.of(), false, 80, true)).isEmpty();
    }

    /** One bin, half of which came true; the fewer the records, the less it was off. */
    private static WindowReport report(
            String model, String version, long length, long end, @Nullable Partial partial, long records) {
        double ece = records < 10 ? 0.01 : 0.2;
        double weight = (double) records;
        return new WindowReport(
                model,
                version,
                new TreeMap<>(),
                length == 60_000 ? "tumbling 1m" : "tumbling 10s",
                end - length,
                end,
                true,
                partial,
                records,
                BinaryCrossentropyConfig.defaults(),
                new BinaryCrossentropyResult(0.5, weight / 2, weight),
                CalibrationResult.of(
                        records,
                        records,
                        Map.of("ece", ece, "sum_w", weight),
                        List.of(
                                ReliabilityBin.of(0, 2, records, weight, (0.5 - ece) * weight, weight / 2),
                                ReliabilityBin.of(1, 2, 0, 0, 0, 0)),
                        List.of()));
    }

    private static Tally tally() {
        Tally tally = new Tally();
        List.of("whole 1", "start 1", "whole 1").forEach(tally::add);
        tally.add(Tally.line(balance("ctr", 10, 9)));
        tally.add(Tally.line(unattributed()));
        tally.add(Tally.line(balance("ads", 5, 5)));
        tally.add(Tally.line(balance("ctr", 20, 19)));
        return tally;
    }

    private static LedgerBalance balance(String model, long in, long counted) {
        return new LedgerBalance(
                LedgerAccount.ofModel(model),
                in,
                counted,
                0,
                model.equals("ctr") ? Map.of(ReasonCode.LATE, 1L) : Map.of());
    }

    private static LedgerBalance unattributed() {
        return new LedgerBalance(LedgerAccount.UNATTRIBUTED, 3, 0, 0, Map.of(ReasonCode.NOT_JSON, 3L));
    }
}
