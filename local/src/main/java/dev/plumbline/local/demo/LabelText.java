package dev.plumbline.local.demo;

import dev.plumbline.job.time.Durations;
import dev.plumbline.serde.report.LabelCoverage;
import dev.plumbline.serde.report.WindowReport;
import org.jspecify.annotations.Nullable;

/** In words how far the labels of a cohort have come; nothing of other windows. */
final class LabelText {
    private LabelText() {}

    /** The coverage, and how long labels have been waited for: {@code 62 % at 15s}; empty if the report tells nothing of it. */
    static String of(WindowReport report) {
        LabelCoverage.Cohort cohort = cohort(report);
        return cohort == null ? "" : percent(report) + " at " + Durations.print(cohort.awaited());
    }

    /** The coverage, {@code 62 %}, rounded down, so that only all are 100 %; empty if the report tells nothing of it. */
    static String percent(WindowReport report) {
        LabelCoverage labels = report.labels();
        return labels == null || Double.isNaN(labels.coverage()) ? "" : (int) (100 * labels.coverage()) + " %";
    }

    /** What the report tells of a cohort; null if nothing. */
    static LabelCoverage.@Nullable Cohort cohort(WindowReport report) {
        return report.labels() == null ? null : report.labels().cohort();
    }
}
