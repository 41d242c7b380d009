package dev.plumbline.job.preflight;

import dev.plumbline.job.config.LabelsConfig;
import dev.plumbline.job.label.ConflictPolicy;
import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.label.WindowTime;
import dev.plumbline.job.time.Coverage;
import dev.plumbline.job.time.Durations;
import dev.plumbline.job.time.Panes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which windows are covered wholly where predictions and labels are read in ranges of their own. A window needs more than what happened
 * in it: what its predictions are worth follows from labels before and after.
 *
 * <p>A cohort needs its predictions, and the labels from {@code early} before its start to the horizon after its end. A window by the
 * time of labels needs the predictions that these labels can be of, from the horizon before its start to {@code early} after its end;
 * and, to know which label of a prediction counts, all that come before, and all that come after unless the first one counts.
 *
 * <p>What is awaited after the end of a window may be as late as its own pane allows, so lengths after the end are rounded up to panes.
 */
final class JoinCoverage {

    private final JoinPolicy policy;
    private final Panes panes;
    private final boolean isByLabels;
    private final ResolvedRange predictions;
    private final ResolvedRange labels;
    private final long delay;

    /**
     * Puts two ranges together.
     *
     * @param config how labels are joined
     * @param panes those of all windows
     * @param predictions where predictions are read
     * @param labels where labels are read
     * @param delay out-of-orderness and allowed lateness together, in milliseconds
     */
    JoinCoverage(LabelsConfig config, Panes panes, ResolvedRange predictions, ResolvedRange labels, long delay) {
        this.policy = config.policy();
        this.panes = panes;
        this.isByLabels = config.windows() == WindowTime.LABEL;
        this.predictions = predictions;
        this.labels = labels;
        this.delay = delay;
    }

    Coverage coverage() {
        return Coverage.between(from(), to(), delay);
    }

    private long from() {
        long known = Math.max(predictions.from(), later(labels.from(), policy.early()));
        return isByLabels ? later(known, policy.horizon()) : known;
    }

    private long to() {
        return Math.min(predictions.to() - (isByLabels ? roundUp(policy.early()) : 0), labelsTo());
    }

    /** Up to where labels are as good as complete. */
    private long labelsTo() {
        if (!isByLabels) {
            return labels.to() - roundUp(policy.horizon());
        }
        return policy.conflicts() == ConflictPolicy.FIRST
                ? labels.to()
                : labels.to() - roundUp(policy.early() + policy.horizon());
    }

    /** What the labels make of the range of the predictions, where they make less of it. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (isByLabels && from() != Long.MIN_VALUE) {
            remarks.add("Windows by the time of labels hold predictions from up to " + horizon()
                    + " before: those that begin before " + Instant.ofEpochMilli(from()) + " are marked as partial.");
        } else if (from() > predictions.from()) {
            remarks.add("Labels are read from " + Instant.ofEpochMilli(labels.from())
                    + " on: windows that begin before " + Instant.ofEpochMilli(from()) + " are marked as partial.");
        }
        if (labelsTo() < predictions.to()) {
            remarks.add("Labels are read up to " + Instant.ofEpochMilli(labels.to()) + ", and waited for as long as "
                    + horizon() + ": windows that end after " + Instant.ofEpochMilli(to() - delay)
                    + " are marked as partial, because labels may still come for them.");
        }
        return remarks;
    }

    private String horizon() {
        return Durations.print(policy.horizon()) + " (labels.horizon)";
    }

    private long roundUp(long length) {
        return length == 0 ? 0 : panes.end(length - 1);
    }

    private static long later(long from, long length) {
        return from == Long.MIN_VALUE ? from : from + length;
    }
}
