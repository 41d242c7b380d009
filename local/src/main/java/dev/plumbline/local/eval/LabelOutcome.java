package dev.plumbline.local.eval;

import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.local.eval.Evaluation.Rejected;
import dev.plumbline.local.eval.Evaluation.Series;
import dev.plumbline.serde.report.LabelCoverage;
import java.util.List;
import java.util.Map;

/**
 * What became of predictions and labels that came by themselves. Each valid prediction is one of those in {@code total} or a duplicate;
 * each valid label, as often as it is for a prediction, is used, a duplicate, or lost.
 *
 * @param policy how they were joined
 * @param series how far the labels of each model and version have come, in order
 * @param total of all of them
 * @param duplicatePredictions how many predictions repeat an id within the horizon
 * @param labels how many valid labels there are
 * @param shared how many more there would be if each were told once for each prediction that it is for
 * @param duplicateLabels how many say what another one of their prediction says
 * @param lost predictions and labels that a job would make dead letters, the most frequent reason first
 * @param rejected labels that are not valid, likewise
 * @param recent predictions within a horizon of the last label, or after it: more labels may come for them
 */
public record LabelOutcome(
        JoinPolicy policy,
        Map<Series, LabelCoverage> series,
        LabelCoverage total,
        long duplicatePredictions,
        long labels,
        long shared,
        long duplicateLabels,
        List<Rejected> lost,
        List<Rejected> rejected,
        Recent recent) {

    /**
     * Predictions whose horizon is not over when the labels end.
     *
     * @param predictions how many there are, without duplicates
     * @param withoutLabel how many of them have no label so far
     */
    public record Recent(long predictions, long withoutLabel) {}

    /** How many valid predictions there are. */
    public long predictions() {
        return predicted() + duplicatePredictions;
    }

    /** How many of them are no duplicates. */
    public long predicted() {
        LabelCoverage.Cohort cohort = total.cohort();
        return cohort == null ? 0 : cohort.predicted();
    }
}
