package dev.plumbline.job.flow;

import dev.plumbline.serde.report.WindowReport;

/**
 * A report on its way to the sink. How often a window was revised depends on the run, so the number travels beside the report
 * and never in it.
 *
 * @param report the report
 * @param revision 0 for a window's first publication, then one more for each that follows
 */
public record RevisedReport(WindowReport report, long revision) {}
