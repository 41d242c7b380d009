package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;
import java.util.Set;

/**
 * The chance that a positive scores above a negative, ties counting one half: sum over pairs w+ w- (1 if p+ &gt; p-, 1/2 if
 * equal) / (W+ W-). NaN if either class has no weight.
 *
 * <p><b>The bound.</b> With cells, all pairs of different cells are ranked rightly, and those within a cell count one half
 * instead of something between 0 and 1. So the error is at most half the share of such pairs, sum over cells of w+ w- / (2
 * W+ W-).
 */
final class RocAuc implements Metric {
    @Override
    public String key() {
        return "roc_auc";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.SCORES);
    }

    @Override
    public void read(Reading state, CalibrationResult.Builder into) {
        RankedScores ranks = state.ranks();
        ExactSum area = new ExactSum();
        ExactSum tied = new ExactSum();
        for (int i = 0; i < ranks.size(); i++) {
            // Shares first: products of weights could be beyond the double range.
            double positive = ranks.positive(i) / ranks.positives();
            double negative = ranks.negative(i) / ranks.negatives();
            area.add(negative * (ranks.positiveAbove(i) / ranks.positives() + positive / 2));
            tied.add(positive * negative / 2);
        }
        boolean defined = ranks.positives() != 0 && ranks.negatives() != 0;
        into.put("roc_auc", defined ? area.doubleValue() : Double.NaN);
        double error = ranks.isExact() ? 0 : tied.doubleValue() + ranks.rounding();
        into.put("roc_auc_error", defined ? error : Double.NaN);
    }
}
