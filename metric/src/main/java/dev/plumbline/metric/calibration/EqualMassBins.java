package dev.plumbline.metric.calibration;

import java.util.Set;

/**
 * The reliability diagram with bins of about equal weight. A score, or a cell of scores, belongs whole to the bin in which
 * the middle of its weight falls: bin floor(B (c + w/2) / W), where c is the weight of all lower scores. So many ties
 * leave bins empty, which are left out.
 */
final class EqualMassBins implements Metric {
    @Override
    public String key() {
        return "equal_mass_bins";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.SCORES);
    }

    @Override
    public void read(Reading state, CalibrationResult.Builder into) {
        RankedScores ranks = state.ranks();
        int bins = state.config().bins();
        double total = ranks.positives() + ranks.negatives();
        double below = 0;
        int start = 0;
        int bin = 0;
        for (int i = 0; i < ranks.size(); i++) {
            double weight = ranks.positive(i) + ranks.negative(i);
            int next = (int) Math.min(bins - 1, bins * ((below + weight / 2) / total));
            if (next != bin && i > start) {
                into.addEqualMassBin(bin(ranks, start, i));
                start = i;
            }
            bin = next;
            below += weight;
        }
        if (ranks.size() > start) {
            into.addEqualMassBin(bin(ranks, start, ranks.size()));
        }
    }

    private static EqualMassBin bin(RankedScores ranks, int from, int to) {
        double positive = 0;
        double weight = 0;
        double prediction = 0;
        double halfWidths = 0;
        for (int i = from; i < to; i++) {
            double share = ranks.positive(i) + ranks.negative(i);
            double middle = (ranks.lower(i) + ranks.upper(i)) / 2;
            positive += ranks.positive(i);
            weight += share;
            prediction += share * middle;
            halfWidths += share * (ranks.upper(i) - middle);
        }
        return new EqualMassBin(
                ranks.lower(from),
                ranks.upper(to - 1),
                weight,
                prediction / weight,
                halfWidths / weight,
                positive / weight);
    }
}
