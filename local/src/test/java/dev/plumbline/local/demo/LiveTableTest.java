package dev.plumbline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.serde.report.WindowReport;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LiveTableTest {
    private static final long NOON = 1_767_268_800_000L;
    private static final long FOREVER = Long.MAX_VALUE;

    private final LiveTable table = new LiveTable();

    @Test
    void showsTheNewestWindowOfEachModelAndSpecification() {
        fill();

        assertThat(table.lines(200, FOREVER))
                .containsExactly(
                        "model       version  window          ends (UTC)  records  weight  cross-entropy  state        course",
                        "calibrated  1        tumbling 10s    12:00:20        330     330        0.46000  open         ▁▁",
                        "calibrated  1        sliding 1m/10s  12:00:20      1,980   1,980        0.46000  final        ▁",
                        "drifting    1        tumbling 10s    12:00:20        310  310.50        0.96000  open, rev 2  ▁█");
    }

    @Test
    void givesUpColumnsOnANarrowScreenButNeverTheResult() {
        fill();

        assertThat(table.lines(72, FOREVER))
                .containsExactly(
                        "model       window          ends (UTC)  records  cross-entropy  course",
                        "calibrated  tumbling 10s    12:00:20        330        0.46000  ▁▁",
                        "calibrated  sliding 1m/10s  12:00:20      1,980        0.46000  ▁",
                        "drifting    tumbling 10s    12:00:20        310        0.96000  ▁█");
        assertThat(table.lines(45, FOREVER).get(3)).isEqualTo("drifting    tumbling 10s          0.96000");
    }

    @Test
    void replacesAWindowByItsRevision() {
        table.add(report("m", "tumbling 10s", NOON, 10_000, 100, 0.5, false), 0);
        table.add(report("m", "tumbling 10s", NOON, 10_000, 101, 0.75, true), 1);

        assertThat(table.lines(200, FOREVER)).hasSize(2);
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
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("calibrated", "12:00:10"))
                .noneSatisfy(line -> assertThat(line).contains("sliding"));
    }

    @Test
    void keepsNoLongerACourseThanItShows() {
        for (int i = 0; i < LiveTable.COURSE + 5; i++) {
            table.add(report("m", "tumbling 10s", NOON + i * 10_000L, 10_000, 1, 0.5, true), 0);
        }

        assertThat(table.lines(200, FOREVER).get(1)).endsWith("  " + "▁".repeat(LiveTable.COURSE));
    }

    @Test
    void fitsTheClassicScreenWithAShorterCourse() {
        for (int i = 0; i < LiveTable.COURSE; i++) {
            table.add(report("overconfident", "sliding 1m/10s", NOON + i * 10_000L, 60_000, 20_000, i, true), 0);
        }

        assertThat(table.lines(80, FOREVER).get(1))
                .isEqualTo("overconfident  sliding 1m/10s  12:05:50     20,000       29.00000  ▅▆▆▆▆▇▇▇▇███");
    }

    @Test
    void showsWhatIsNoNumber() {
        table.add(report("m", "tumbling 10s", NOON, 10_000, 1, Double.NaN, true), 0);

        assertThat(table.lines(200, FOREVER).get(1)).contains("NaN");
    }

    @Test
    void countsDeadLettersByReasonTheMostFrequentFirst() {
        assertThat(table.deadLetterLines(80)).containsExactly("dead letters: none");

        table.addDeadLetter("late");
        table.addDeadLetter("not_json");
        table.addDeadLetter("not_json");
        table.addDeadLetter("missing_field");

        assertThat(table.deadLetterLines(80))
                .containsExactly("dead letters: 4 = 2 not_json + 1 late + 1 missing_field");
        assertThat(table.deadLetterLines(37))
                .containsExactly("dead letters: 4 = 2 not_json + 1 late", "             + 1 missing_field");
    }

    @Test
    void writesPlainRowsUnderTheirTitle() {
        assertThat(LiveTable.plainTitle())
                .isEqualTo("ends      model           version  window           records  cross-entropy  state");
        assertThat(LiveTable.plainRow(report("overconfident", "sliding 1m/10s", NOON, 60_000, 20_123, 0.51, true), 1))
                .isEqualTo("12:01:00  overconfident   1        sliding 1m/10s    20,123        0.51000  final, rev 1");
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

    private static WindowReport report(
            String model, String window, long start, long size, long records, double result, boolean isFinal) {
        return new WindowReport(
                model,
                "1",
                new TreeMap<>(),
                window,
                start,
                start + size,
                isFinal,
                records,
                BinaryCrossentropyConfig.defaults(),
                new BinaryCrossentropyResult(result, result * records, records));
    }
}
