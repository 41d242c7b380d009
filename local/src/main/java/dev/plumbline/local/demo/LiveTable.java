package dev.plumbline.local.demo;

import dev.plumbline.local.calibration.MetricColumn;
import dev.plumbline.local.calibration.ReliabilityDiagram;
import dev.plumbline.local.calibration.ReliabilityStrip;
import dev.plumbline.local.terminal.TextTable;
import dev.plumbline.local.terminal.TextTable.Align;
import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.serde.report.WindowReport;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The newest result of each model and window specification, for everyone, with the course of the losses before it. Shows only
 * what the published records carry. Not thread-safe.
 */
final class LiveTable {
    /** How many windows of a row are kept, for the course. */
    static final int COURSE = 30;

    private static final int SHORT_COURSE = 12;
    private static final int WIDE = 160;

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String PLAIN_ROW = "%-8s  %-14s  %-14s  %8s  %8s  %7s  %6s  %7s  %-20s  %-12s  %s";

    private final Map<Row, NavigableMap<Long, Shown>> rows = new TreeMap<>();

    private record Row(String model, String version, long size, String window) implements Comparable<Row> {
        private static final Comparator<Row> ORDER = Comparator.comparing(Row::model)
                .thenComparing(Row::version)
                .thenComparing(Row::size)
                .thenComparing(Row::window);

        @Override
        public int compareTo(Row other) {
            return ORDER.compare(this, other);
        }
    }

    private record Shown(WindowReport report, int revision) {}

    /** Takes a report in; a later one of the same window replaces it. Slices of the population are passed over. */
    void add(WindowReport report, int revision) {
        if (!report.slice().isEmpty()) {
            return;
        }
        Row row = new Row(report.model(), report.version(), report.end() - report.start(), report.window());
        NavigableMap<Long, Shown> windows = rows.computeIfAbsent(row, key -> new TreeMap<>());
        windows.put(report.end(), new Shown(report, revision));
        if (windows.size() > COURSE) {
            windows.pollFirstEntry();
        }
    }

    /** Whether there is anything to show in the table. */
    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The table with its title line and legend, of the newest windows that end at {@code until} (epoch ms) or before. */
    List<String> lines(int width, long until) {
        String axis = ReliabilityStrip.title(newest(until));
        TextTable table = new TextTable()
                .column("model", Align.LEFT)
                .column("version", Align.LEFT, 1)
                .column("window", Align.LEFT)
                .column("ends (UTC)", Align.LEFT, 5)
                .column("records", Align.RIGHT, 6)
                .optionalColumn("labelled", Align.LEFT, 6)
                .column("weight", Align.RIGHT, 2)
                .column("log loss", Align.RIGHT)
                .column("brier", Align.RIGHT, 4)
                .column("ratio", Align.RIGHT, 9)
                .column("ece", Align.RIGHT, 11)
                .column("roc auc", Align.RIGHT, 7)
                .column(axis, Align.LEFT, 10)
                .column("course", Align.LEFT, 8)
                .column("state", Align.LEFT, 3);
        int courseLength = width < WIDE ? SHORT_COURSE : COURSE;
        DoubleSummaryStatistics range = rows.values().stream()
                .flatMap(windows -> course(windows.headMap(until, true), courseLength).stream())
                .filter(loss -> !Double.isNaN(loss))
                .collect(Collectors.summarizingDouble(loss -> loss));
        for (Map.Entry<Row, NavigableMap<Long, Shown>> entry : rows.entrySet()) {
            NavigableMap<Long, Shown> windows = entry.getValue().headMap(until, true);
            if (windows.isEmpty()) {
                continue;
            }
            Shown newest = windows.lastEntry().getValue();
            WindowReport report = newest.report;
            table.row(
                    report.model(),
                    report.version(),
                    report.window(),
                    clock(report.end()),
                    count(report.records()),
                    LabelText.of(report),
                    weight(report.result().weightCount()),
                    loss(report.result().result()),
                    MetricColumn.BRIER.cell(report.calibration()),
                    MetricColumn.CALIBRATION_RATIO.cell(report.calibration()),
                    MetricColumn.ECE.cell(report.calibration()),
                    MetricColumn.ROC_AUC.cell(report.calibration()),
                    ReliabilityStrip.of(report.calibration()),
                    Sparkline.of(course(windows, courseLength), range.getMin(), range.getMax()),
                    state(report, newest.revision));
        }
        return ReliabilityStrip.withLegend(table.lines(width), axis, width);
    }

    /** The losses of the newest of these windows. */
    private static List<Double> course(NavigableMap<Long, Shown> windows, int length) {
        return windows.values().stream()
                .skip(Math.max(0, windows.size() - length))
                .map(shown -> shown.report.result().result())
                .toList();
    }

    /** The newest window of each row that ends at {@code until} (epoch ms) or before. */
    private List<@Nullable CalibrationResult> newest(long until) {
        List<@Nullable CalibrationResult> newest = new ArrayList<>();
        for (NavigableMap<Long, Shown> windows : rows.values()) {
            Map.Entry<Long, Shown> last = windows.floorEntry(until);
            if (last != null) {
                newest.add(last.getValue().report.calibration());
            }
        }
        return newest;
    }

    /** The reliability diagram of the worst of the longest windows, by its ECE; none if there is nothing to tell it by. */
    List<String> diagramLines(int width, long until) {
        return rows.entrySet().stream()
                .flatMap(entry ->
                        Stream.ofNullable(entry.getValue().floorEntry(until)).map(last -> last.getValue().report))
                .filter(report -> MetricColumn.ECE.value(report.calibration()) >= 0)
                .max(Comparator.comparingLong((WindowReport report) -> report.end() - report.start())
                        .thenComparingDouble(report -> MetricColumn.ECE.value(report.calibration())))
                .map(report ->
                        ReliabilityDiagram.lines(report.model() + ", " + report.window(), report.calibration(), width))
                .orElse(List.of());
    }

    /** The title of {@link #plainRow}. */
    static String plainTitle() {
        return PLAIN_ROW.formatted(
                "ends",
                "model",
                "window",
                "records",
                "log loss",
                "ratio",
                "ece",
                "roc auc",
                ReliabilityStrip.title(20),
                "labelled",
                "state");
    }

    /** A report as a line of its own, where lines cannot be redrawn. */
    static String plainRow(WindowReport report, int revision) {
        return PLAIN_ROW.formatted(
                clock(report.end()),
                report.model(),
                report.window(),
                count(report.records()),
                loss(report.result().result()),
                MetricColumn.CALIBRATION_RATIO.cell(report.calibration()),
                MetricColumn.ECE.cell(report.calibration()),
                MetricColumn.ROC_AUC.cell(report.calibration()),
                ReliabilityStrip.of(report.calibration()),
                LabelText.of(report),
                state(report, revision));
    }

    /** Whether it may still be revised, and how often it was. */
    static String state(WindowReport report, int revision) {
        return (report.isFinal() ? "final" : "open") + (revision > 0 ? ", rev " + revision : "");
    }

    /** Time of day in UTC. */
    static String clock(long epochMillis) {
        return CLOCK.format(Instant.ofEpochMilli(epochMillis));
    }

    /** A count with a comma between thousands. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String weight(double weight) {
        return weight == Math.rint(weight) ? count((long) weight) : String.format(Locale.ROOT, "%,.2f", weight);
    }

    private static String loss(double loss) {
        return String.format(Locale.ROOT, "%.5f", loss);
    }
}
