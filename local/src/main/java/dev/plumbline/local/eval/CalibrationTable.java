package dev.plumbline.local.eval;

import dev.plumbline.local.calibration.MetricColumn;
import dev.plumbline.local.calibration.ReliabilityDiagram;
import dev.plumbline.local.eval.Evaluation.Outcome;
import dev.plumbline.local.eval.Evaluation.Score;
import dev.plumbline.local.terminal.TextTable;
import dev.plumbline.local.terminal.TextTable.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The calibration metrics of an outcome for people: a row per series and one for all, and the reliability diagram of all. An error
 * that is not 0 stands behind its value.
 */
final class CalibrationTable {
    private CalibrationTable() {}

    /** The lines to print, an empty one first; none if nothing was measured. */
    static List<String> lines(Outcome outcome) {
        List<MetricColumn> columns = MetricColumn.in(outcome.total().calibration());
        List<String> lines = new ArrayList<>();
        if (!columns.isEmpty()) {
            lines.add("");
            lines.add("calibration");
            TextTable table = OutcomeTable.named(outcome);
            columns.forEach(column -> table.column(column.title(), Align.LEFT));
            outcome.series()
                    .forEach((series, score) -> row(table, OutcomeTable.names(series, outcome), score, columns));
            row(table, OutcomeTable.names(OutcomeTable.ALL, outcome), outcome.total(), columns);
            lines.addAll(table.lines());
        }
        lines.addAll(ReliabilityDiagram.lines("all", outcome.total().calibration(), Integer.MAX_VALUE));
        return lines;
    }

    private static void row(TextTable table, Stream<String> names, Score score, List<MetricColumn> columns) {
        table.row(Stream.concat(names, columns.stream().map(column -> column.cellWithError(score.calibration())))
                .toArray(String[]::new));
    }
}
