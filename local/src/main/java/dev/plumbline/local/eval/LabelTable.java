package dev.plumbline.local.eval;

import dev.plumbline.job.label.JoinKeying;
import dev.plumbline.job.time.Durations;
import dev.plumbline.local.eval.Evaluation.Outcome;
import dev.plumbline.local.eval.Evaluation.Rejected;
import dev.plumbline.local.terminal.TextTable;
import dev.plumbline.local.terminal.TextTable.Align;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.LabelCoverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What became of predictions and labels that met by an id, for people. */
final class LabelTable {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private LabelTable() {}

    /** The lines to print, an empty one first. */
    static List<String> lines(Outcome outcome, LabelOutcome labels) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("labels, by " + keys(labels.policy().keying()) + " within "
                + Durations.print(labels.policy().horizon()));
        TextTable table = new TextTable().column("model", Align.LEFT).column("version", Align.LEFT);
        Stream.of("predicted", "labelled", "negative", "unlabelled", "conflicted", "coverage", "mean age", "max age")
                .forEach(column -> table.column(column, Align.RIGHT));
        labels.series().forEach((series, coverage) -> row(table, series.model(), series.version(), coverage));
        row(table, OutcomeTable.ALL.model(), "", labels.total());
        lines.addAll(table.lines());
        lines.add(
                "predictions: " + labels.predictions() + ", " + labels.duplicatePredictions() + " of them duplicates");
        lines.add("labels: " + labels.labels() + use(labels));
        LabelOutcome.Recent recent = labels.recent();
        if (recent.predictions() > 0) {
            lines.add("predictions less than " + Durations.print(labels.policy().horizon())
                    + " before the last label: " + recent.predictions() + ", " + recent.withoutLabel()
                    + " of them without one, which may still come");
        }
        lines.addAll(ReasonTable.lines(
                "lost", "records", labels.lost(), labels.predictions() + labels.labels() + labels.shared()));
        return lines;
    }

    private static String use(LabelOutcome labels) {
        return (labels.shared() == 0 ? "" : ", for several predictions each " + labels.shared() + " more")
                + ", " + labels.total().labelled() + " used, "
                + labels.duplicateLabels() + " duplicate, "
                + lost(labels, ReasonCode.LABEL_CONFLICT) + " in conflict, "
                + lost(labels, ReasonCode.LABEL_SHAPE_MISMATCH) + " of another shape, "
                + lost(labels, ReasonCode.LABEL_PAST_HORIZON) + " past the horizon, "
                + lost(labels, ReasonCode.LABEL_ORPHAN) + " of no prediction";
    }

    private static long lost(LabelOutcome labels, ReasonCode reason) {
        return labels.lost().stream()
                .filter(rejected -> rejected.first().reason() == reason)
                .mapToLong(Rejected::records)
                .sum();
    }

    private static String keys(JoinKeying keying) {
        return switch (keying) {
            case MODEL_AND_ID -> "model and id";
            case MODEL_VERSION_AND_ID -> "model, version and id";
            case ID -> "id";
        };
    }

    private static void row(TextTable table, String model, String version, LabelCoverage coverage) {
        LabelCoverage.Cohort cohort = coverage.cohort();
        if (cohort != null) {
            boolean labelled = coverage.labelled() > 0;
            table.row(
                    model,
                    version,
                    Long.toString(cohort.predicted()),
                    Long.toString(coverage.labelled()),
                    Long.toString(coverage.negative()),
                    Long.toString(cohort.unlabelled()),
                    Long.toString(cohort.conflicted()),
                    cohort.predicted() == 0 ? "-" : String.format(Locale.ROOT, "%.4f", coverage.coverage()),
                    labelled ? age(coverage.meanAge()) : "-",
                    labelled ? age((double) coverage.maxAge()) : "-");
        }
    }

    /** About how long, in the unit in which it is no large number. */
    static String age(double millis) {
        double size = Math.abs(millis);
        if (size < SECOND) {
            return String.format(Locale.ROOT, "%.0f ms", millis);
        }
        if (size < 2 * MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", millis / SECOND);
        }
        if (size < 2 * HOUR) {
            return String.format(Locale.ROOT, "%.1f min", millis / MINUTE);
        }
        return size < 2 * DAY
                ? String.format(Locale.ROOT, "%.1f h", millis / HOUR)
                : String.format(Locale.ROOT, "%.1f d", millis / DAY);
    }
}
