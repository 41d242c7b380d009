package dev.plumbline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.local.calibration.ReliabilityStrip;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.metric.calibration.ReliabilityBin;
import dev.plumbline.serde.report.LabelCoverage;
import dev.plumbline.serde.report.WindowReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LiveTableTest {
    static final long NOON = 1_767_268_800_000L;
    private static final long FOREVER = Long.MAX_VALUE;

    private final LiveTable table = new LiveTable();

    @Test
    void showsTheNewestWindowOfEachModelAndSpecification() {
        fill();

        assertThat(table.lines(200, FOREVER))
                .containsExactly(
                        "model       version  window          ends (UTC)  records  weight  log loss   brier   ratio     ece  roc auc"
                                + "  0    predicted     1  course  state",
                        "calibrated  1        tumbling 10s    12:00:20        330     330   0.46000  0.1625  1.0000  0.0500   1.0000"
                                + "  ·▲                    ▁▁      open",
                        "calibrated  1        sliding 1m/10s  12:00:20      1,980   1,980   0.46000  0.1625  1.0000  0.0500   1.0000"
                                + "  ·▲                    ▁       final",
                        "drifting    1        tumbling 10s    12:00:20        310  310.50   0.96000       -       -       -        -"
                                + "                        ▁█      open, rev 2",
                        ReliabilityStrip.LEGEND);
    }

    @Test
    void givesUpColumnsOnANarrowScreenButNeverTheResult() {
        fill();

        assertThat(table.lines(120, FOREVER).get(1))
                .isEqualTo(
                        "calibrated  tumbling 10s    12:00:20        330   0.46000  0.1625  1.0000  0.0500   1.0000  ·▲                    ▁▁");
        assertThat(table.lines(80, FOREVER))
                .containsExactly(
                        "model       window          log loss   ratio     ece  0    predicted     1",
                        "calibrated  tumbling 10s     0.46000  1.0000  0.0500  ·▲",
                        "calibrated  sliding 1m/10s   0.46000  1.0000  0.0500  ·▲",
                        "drifting    tumbling 10s     0.96000       -       -",
                        ReliabilityStrip.LEGEND);
        assertThat(table.lines(40, FOREVER)).hasSize(4).element(3).isEqualTo("drifting    tumbling 10s     0.96000");
    }

    @Test
    void replacesAWindowByItsRevision() {
        table.add(report("m", "tumbling 10s", NOON, 10_000, 100, 0.5, false), 0);
        table.add(report("m", "tumbling 10s", NOON, 10_000, 101, 0.75, true), 1);

        assertThat(table.lines(200, FOREVER)).hasSize(3);
        assertThat(table.lines(200, FOREVER).get(1)).contains("101", "0.75000", "final, rev 1");
    }

    @Test
    void keepsTheNewestWindowWhenAnOlderOneIsRevised() {
        table.add(report("m", "tumbling 10s", NOON + 10_000, 10_000, 7, 0.5, false), 0);
        table.add(report("m", "tumbling 10s", NOON, 10_000, 8, 0.75, true), 1);

        assertThat(table.lines(200, FOREVER).get(1)).contains("12:00:20", "0.50000", "█▁");
    }

    @Test
    void leavesOutWindowsThatEndAfterTheTimeAskedFor() {
        fill();

        assertThat(table.lines(200, NOON + 10_000))
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).contains("calibrated", "12:00:10"))
                .noneSatisfy(line -> assertThat(line).contains("sliding"));
    }

    @Test
    void keepsNoLongerACourseThanItShows() {
        for (int i = 0; i < LiveTable.COURSE + 5; i++) {
            table.add(report("m", "tumbling 10s", NOON + i * 10_000L, 10_000, 1, 0.5, true), 0);
        }

        assertThat(table.lines(200, FOREVER).get(1)).endsWith(" " + "▁".repeat(LiveTable.COURSE) + "  final");
    }

    @Test
    void keepsAShorterCourseWhereThereIsNoRoomForTheLongOne() {
        for (int i = 0; i < LiveTable.COURSE; i++) {
            table.add(report("overconfident", "sliding 1m/10s", NOON + i * 10_000L, 60_000, 20_000, i, true), 0);
        }

        assertThat(table.lines(120, FOREVER).get(1)).endsWith(" ▁▂▂▃▄▄▅▅▆▇▇█");
        assertThat(table.lines(80, FOREVER).get(1)).startsWith("overconfident  sliding 1m/10s  29.00000");
    }

    @Test
    void passesOverSlices() {
        WindowReport everyone = report("m", "tumbling 10s", NOON, 10_000, 100, 0.5, false);
        table.add(everyone, 0);
        table.add(
                new WindowReport(
                        "m",
                        "1",
                        new TreeMap<>(Map.of("country", "BR")),
                        everyone.window(),
                        everyone.start(),
                        everyone.end(),
                        true,
                        50,
                        everyone.metric(),
                        everyone.result()),
                1);

        assertThat(table.lines(200, FOREVER)).hasSize(3);
        assertThat(table.lines(200, FOREVER).get(1)).contains("100", "open");
    }

    @Test
    void drawsTheDiagramOfTheWorst() {
        assertThat(table.diagramLines(80, FOREVER)).isEmpty();
        fill();

        assertThat(table.diagramLines(80, FOREVER))
                .hasSize(5)
                .element(1)
                .asString()
                .startsWith("reliability of calibrated, sliding 1m/10s: ");
        assertThat(table.diagramLines(80, NOON + 9_999)).isEmpty();
    }

    @Test
    void showsWhatIsNoNumber() {
        table.add(report("m", "tumbling 10s", NOON, 10_000, 1, Double.NaN, true), 0);

        assertThat(table.lines(200, FOREVER).get(1)).contains("NaN");
    }

    @Test
    void tellsHowFarLabelsHaveComeWhereTheyComeLater() {
        fill();
        assertThat(table.lines(220, FOREVER).get(0)).doesNotContain("labelled");

        table.add(cohort(NOON, 5_000, 3_100, 15_000, false), 1);

        assertThat(table.lines(220, FOREVER).get(0)).contains("  records  labelled     weight  ");
        assertThat(table.lines(220, FOREVER))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("delayed     1        tumbling 15s    12:00:15      3,100  62 % at 15s   3,100")
                        .endsWith("open, rev 1"))
                .anySatisfy(line -> assertThat(line).contains("  1,980                1,980  "));
        assertThat(table.lines(100, FOREVER).get(0)).doesNotContain("labelled");
    }

    @Test
    void writesPlainRowsUnderTheirTitle() {
        assertThat(LiveTable.plainTitle())
                .isEqualTo("ends      model           window           records  log loss    ratio     ece  roc auc"
                        + "  0    predicted     1  labelled      state");
        assertThat(LiveTable.plainRow(report("overconfident", "sliding 1m/10s", NOON, 60_000, 20_123, 0.51, true), 1))
                .isEqualTo("12:01:00  overconfident   sliding 1m/10s    20,123   0.51000   1.0000  0.0500   1.0000"
                        + "  ·▲                                  final, rev 1");
        assertThat(LiveTable.plainRow(cohort(NOON, 5_000, 4_800, 60_000, true), 4))
                .isEqualTo("12:00:15  delayed         tumbling 15s       4,800   0.46000        -       -        -"
                        + "                        96 % at 1m    final, rev 4");
    }

    /** A window of 15 s whose labels come later. */
    static WindowReport cohort(long start, long predicted, long labelled, long awaited, boolean isFinal) {
        return new WindowReport(
                "delayed",
                "1",
                new TreeMap<>(),
                "tumbling 15s",
                start,
                start + 15_000,
                isFinal,
                null,
                labelled,
                BinaryCrossentropyConfig.defaults(),
                new BinaryCrossentropyResult(0.46, 0.46 * labelled, labelled),
                null,
                new LabelCoverage(
                        labelled,
                        0,
                        labelled == 0 ? Double.NaN : 10_000,
                        labelled == 0 ? 0 : 20_000,
                        new LabelCoverage.Cohort(predicted, isFinal ? predicted - labelled : 0, 0, awaited)));
    }

    private void fill() {
        table.add(report("calibrated", "tumbling 10s", NOON, 10_000, 320, 0.46, true), 0);
        table.add(report("calibrated", "tumbling 10s", NOON + 10_000, 10_000, 330, 0.46, false), 0);
        table.add(report("calibrated", "sliding 1m/10s", NOON - 40_000, 60_000, 1_980, 0.46, true), 0);
        table.add(report("drifting", "tumbling 10s", NOON, 10_000, 300, 0.46, true), 0);
        WindowReport weighted = new WindowReport(
                "drifting",
                "1",
                new TreeMap<>(),
                "tumbling 10s",
                NOON + 10_000,
                NOON + 20_000,
                false,
                310,
                BinaryCrossentropyConfig.defaults(),
                new BinaryCrossentropyResult(0.96, 298.08, 310.5));
        table.add(weighted, 2);
    }

    /** Half of the records were predicted with 0.025, which is right, and half with 0.075, which is not. */
    static WindowReport report(
            String model, String window, long start, long size, long records, double result, boolean isFinal) {
        double half = records / 2.0;
        return new WindowReport(
                model,
                "1",
                new TreeMap<>(),
                window,
                start,
                start + size,
                isFinal,
                null,
                records,
                BinaryCrossentropyConfig.defaults(),
                new BinaryCrossentropyResult(result, result * records, records),
                CalibrationResult.of(
                        records,
                        records,
                        Map.of(
                                "sum_w", 2 * half,
                                "brier", 0.1625,
                                "calibration_ratio", 1.0,
                                "ece", 0.05,
                                "roc_auc", 1.0),
                        bins(records, half),
                        List.of()));
    }

    /** Two of twenty bins have rows. */
    private static List<ReliabilityBin> bins(long records, double half) {
        List<ReliabilityBin> bins = new ArrayList<>();
        bins.add(ReliabilityBin.of(0, 20, records / 2, half, 0.025 * half, 0.025 * half));
        bins.add(ReliabilityBin.of(1, 20, records / 2, half, 0.075 * half, 0.5 * half));
        for (int i = 2; i < 20; i++) {
            bins.add(ReliabilityBin.of(i, 20, 0, 0, 0, 0));
        }
        return bins;
    }
}
