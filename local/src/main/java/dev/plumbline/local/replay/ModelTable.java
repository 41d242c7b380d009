package dev.plumbline.local.replay;

import dev.plumbline.local.calibration.MetricColumn;
import dev.plumbline.local.calibration.ReliabilityDiagram;
import dev.plumbline.local.calibration.ReliabilityStrip;
import dev.plumbline.local.terminal.TextTable;
import dev.plumbline.local.terminal.TextTable.Align;
import dev.plumbline.serde.decode.Excerpt;
import dev.plumbline.serde.report.WindowReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How well each model did in one window, in a table; with the reliability diagram of the worst, by its ECE. */
final class ModelTable {
    /** How many rows it has, those with the most records. */
    static final int MOST_ROWS = 20;

    private static final List<MetricColumn> METRICS =
            List.of(MetricColumn.BRIER, MetricColumn.CALIBRATION_RATIO, MetricColumn.ECE, MetricColumn.ROC_AUC);
    private static final Comparator<WindowReport> LARGEST_FIRST =
            Comparator.comparingLong(WindowReport::records).reversed();
    private static final Comparator<WindowReport> BY_NAME =
            Comparator.comparing(WindowReport::model).thenComparing(WindowReport::version);

    private ModelTable() {}

    /**
     * The lines, an empty one first; none without reports.
     *
     * @param reports one for each model and version
     * @param more whether there are models and versions beside these
     * @param width what the lines should fit
     * @param diagram whether to draw the diagram
     */
    static List<String> lines(List<WindowReport> reports, boolean more, int width, boolean diagram) {
        if (reports.isEmpty()) {
            return List.of();
        }
        List<WindowReport> shown = reports.stream()
                .sorted(LARGEST_FIRST.thenComparing(BY_NAME))
                .limit(MOST_ROWS)
                .sorted(BY_NAME)
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("the newest of each model's longest whole windows"
                + (shown.size() == reports.size() && !more ? "" : rest(shown, more)));
        String axis = ReliabilityStrip.title(
                shown.stream().map(WindowReport::calibration).toList());
        lines.addAll(ReliabilityStrip.withLegend(table(shown, axis).lines(width), axis, width));
        if (diagram) {
            shown.stream()
                    .filter(report -> MetricColumn.ECE.value(report.calibration()) >= 0)
                    .max(Comparator.comparingDouble(report -> MetricColumn.ECE.value(report.calibration())))
                    .map(worst -> ReliabilityDiagram.lines(name(worst), worst.calibration(), width))
                    .ifPresent(lines::addAll);
        }
        return lines;
    }

    private static String rest(List<WindowReport> shown, boolean more) {
        return ", for the " + shown.size() + " models and versions with the most records"
                + (more ? " among the first " + Pace.number(Tally.MOST_MODELS) + " by name" : "");
    }

    private static TextTable table(List<WindowReport> reports, String axis) {
        TextTable table = new TextTable()
                .column("model", Align.LEFT)
                .column("version", Align.LEFT, 2)
                .column("window", Align.LEFT)
                .column("ends (UTC)", Align.LEFT, 1)
                .column("records", Align.RIGHT, 4)
                .column("log loss", Align.RIGHT);
        List<MetricColumn> metrics = METRICS.stream()
                .filter(metric -> reports.stream()
                        .anyMatch(
                                report -> MetricColumn.in(report.calibration()).contains(metric)))
                .toList();
        metrics.forEach(metric -> table.column(metric.title(), Align.RIGHT, importance(metric)));
        boolean strips = hasStrips(reports);
        if (strips) {
            table.column(axis, Align.LEFT, 6);
        }
        for (WindowReport report : reports) {
            List<String> cells = new ArrayList<>(List.of(
                    Excerpt.printable(report.model()),
                    Excerpt.printable(report.version()),
                    report.window() + (report.partial() == null ? "" : ", partial"),
                    Instant.ofEpochMilli(report.end()).toString(),
                    Pace.number(report.records()),
                    String.format(Locale.ROOT, "%.5f", report.result().result())));
            metrics.forEach(metric -> cells.add(metric.cell(report.calibration())));
            if (strips) {
                cells.add(ReliabilityStrip.of(report.calibration()));
            }
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private static int importance(MetricColumn metric) {
        return switch (metric) {
            case BRIER -> 3;
            case ROC_AUC -> 5;
            default -> 7;
        };
    }

    private static boolean hasStrips(List<WindowReport> reports) {
        return reports.stream()
                .anyMatch(report -> !ReliabilityStrip.of(report.calibration()).isEmpty());
    }

    private static String name(WindowReport report) {
        return Excerpt.printable(report.model())
                + (report.version().isEmpty() ? "" : ", version " + Excerpt.printable(report.version()));
    }
}
