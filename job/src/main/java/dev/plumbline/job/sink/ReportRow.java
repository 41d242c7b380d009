package dev.plumbline.job.sink;

import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.serde.decode.Excerpt;
import dev.plumbline.serde.report.LabelCoverage;
import dev.plumbline.serde.report.LabelCoverage.Cohort;
import dev.plumbline.serde.report.Partial;
import dev.plumbline.serde.report.WindowReport;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A report as a row of a table: times in UTC, the loss with eight decimals, how many of a cohort have their label; what does not print is
 * escaped.
 */
final class ReportRow implements Row<RevisedReport> {

    private static final DateTimeFormatter SECONDS = utc("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MILLISECONDS = utc("yyyy-MM-dd HH:mm:ss.SSS");
    private static final String FORMAT = "%-20s %-8s %-18s %-19s  %-19s %12s %20s %14s  %s";

    @Override
    public String heading() {
        return String.format(
                Locale.ROOT,
                FORMAT,
                "model",
                "version",
                "window",
                "start (UTC)",
                "end (UTC)",
                "records",
                "binary_crossentropy",
                "weight_count",
                "state");
    }

    @Override
    public String of(RevisedReport revised) {
        WindowReport report = revised.report();
        boolean onSeconds = report.start() % 1_000 == 0 && report.end() % 1_000 == 0;
        DateTimeFormatter time = onSeconds ? SECONDS : MILLISECONDS;
        return String.format(
                Locale.ROOT,
                FORMAT,
                Excerpt.printable(report.slice().isEmpty() ? report.model() : report.model() + " " + report.slice()),
                Excerpt.printable(report.version()),
                Excerpt.printable(report.window()),
                time.format(Instant.ofEpochMilli(report.start())),
                time.format(Instant.ofEpochMilli(report.end())),
                String.format(Locale.ROOT, "%,d", report.records()),
                String.format(Locale.ROOT, "%.8f", report.result().result()),
                String.format(Locale.ROOT, "%,.6g", report.result().weightCount()),
                state(revised));
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    private static String state(RevisedReport revised) {
        String revision = revised.revision() == 0 ? "" : " (revision " + revised.revision() + ")";
        Partial partial = revised.report().partial();
        String missing = partial == null
                ? ""
                : switch (partial) {
                    case START -> ", its start was not read";
                    case END -> ", its end was not read";
                    case BOTH -> ", neither its start nor its end was read";
                };
        return (revised.report().isFinal() ? "final" : "open") + revision + coverage(revised.report()) + missing;
    }

    /** Rounded down, so that only all are 100 %. */
    private static String coverage(WindowReport report) {
        LabelCoverage labels = report.labels();
        Cohort cohort = labels == null ? null : labels.cohort();
        if (labels == null || cohort == null || cohort.predicted() == 0) {
            return "";
        }
        double percent = Math.floor(1_000.0 * labels.labelled() / cohort.predicted()) / 10;
        return String.format(Locale.ROOT, ", %.1f %% of %,d labelled", percent, cohort.predicted());
    }
}
