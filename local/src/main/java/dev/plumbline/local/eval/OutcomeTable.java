package dev.plumbline.local.eval;

import dev.plumbline.local.eval.Evaluation.Outcome;
import dev.plumbline.local.eval.Evaluation.Score;
import dev.plumbline.local.eval.Evaluation.Series;
import dev.plumbline.local.terminal.TextTable;
import dev.plumbline.local.terminal.TextTable.Align;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An outcome for people. Numbers are written with all the digits that tell a double from its neighbours, so that they can
 * be compared with another program's to the last one; the result also as float32, which is what Keras prints.
 */
public final class OutcomeTable {
    /** Stands for everything in the row below the series. */
    static final Series ALL = new Series("all", "");

    private OutcomeTable() {}

    /** The lines to print. */
    public static List<String> lines(Outcome outcome) {
        List<String> lines = new ArrayList<>();
        lines.add(title(outcome.metric()));
        TextTable scores = named(outcome)
                .column("records", Align.RIGHT)
                .column("result", Align.LEFT)
                .column("as float32", Align.LEFT)
                .column("weighted_sum", Align.LEFT)
                .column("weight_count", Align.LEFT);
        outcome.series().forEach((series, score) -> row(scores, names(series, outcome), score));
        row(scores, names(ALL, outcome), outcome.total());
        lines.addAll(scores.lines());
        lines.addAll(CalibrationTable.lines(outcome));
        LabelOutcome labels = outcome.labels();
        if (labels != null) {
            lines.addAll(LabelTable.lines(outcome, labels));
        }
        lines.addAll(ReasonTable.lines("rejected", "records", outcome.rejected(), outcome.recordsIn()));
        if (labels != null) {
            lines.addAll(ReasonTable.lines(
                    "rejected", "labels", labels.rejected(), labels.labels() + Rejections.records(labels.rejected())));
        }
        return lines;
    }

    /** The loss and how it is computed, in one line. */
    public static String title(BinaryCrossentropyConfig metric) {
        return metric.name() + " (" + metric.variant().id() + ", "
                + metric.dtype().id()
                + (metric.fromLogits() ? ", from logits" : "")
                + (metric.labelSmoothing() == 0 ? "" : ", label smoothing " + metric.labelSmoothing())
                + ")";
    }

    /** A table with the columns that say whose each row is, and as yet no others. */
    static TextTable named(Outcome outcome) {
        TextTable table = new TextTable().column("model", Align.LEFT).column("version", Align.LEFT);
        return outcome.hasOutputs() ? table.column("output", Align.LEFT) : table;
    }

    /** The first cells of a row, for the columns of {@link #named}. */
    static Stream<String> names(Series series, Outcome outcome) {
        Stream<String> names = Stream.of(series.model(), series.version());
        return outcome.hasOutputs() ? Stream.concat(names, Stream.of(series.output())) : names;
    }

    private static void row(TextTable table, Stream<String> names, Score score) {
        table.row(Stream.concat(
                        names,
                        Stream.of(
                                Long.toString(score.records()),
                                Double.toString(score.metric().result()),
                                Float.toString((float) score.metric().result()),
                                Double.toString(score.metric().weightedSum()),
                                Double.toString(score.metric().weightCount())))
                .toArray(String[]::new));
    }
}
