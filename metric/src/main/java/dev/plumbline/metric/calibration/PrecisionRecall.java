package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;

/**
 * A walk down the scores that adds up an area under precision over recall. At each stop, a score or a cell, {@code a} and
 * {@code f} are the weights of positives and negatives above it, {@code positive} and {@code negative} those in it.
 *
 * <p>Where a stop is a cell, the order within is unknown; the area that it adds lies between two limits, whatever that
 * order is. The value published is the one for a cell whose scores are all tied; the bound is the larger of the sums of
 * what the limits are away from it.
 */
abstract class PrecisionRecall {
    private final ExactSum area = new ExactSum();
    private final ExactSum below = new ExactSum();
    private final ExactSum above = new ExactSum();

    /** What a stop adds if all its scores are tied, as a mean precision. */
    abstract double tied(double a, double f, double positive, double negative);

    /** The least it can add, as a mean precision. */
    abstract double least(double a, double f, double positive, double negative);

    /** The most it can add, as a mean precision. */
    abstract double most(double a, double f, double positive, double negative);

    /** Publishes the area and its bound; both NaN if there are no positives. */
    final void read(RankedScores ranks, String key, CalibrationResult.Builder into) {
        for (int i = ranks.size() - 1; i >= 0; i--) {
            if (ranks.positive(i) != 0) {
                step(ranks, i, ranks.positiveAbove(i), ranks.negativeAbove(i));
            }
        }
        boolean defined = ranks.positives() != 0;
        double error = ranks.isExact() ? 0 : Math.max(below.doubleValue(), above.doubleValue()) + ranks.rounding();
        into.put(key, defined ? area.doubleValue() : Double.NaN);
        into.put(key + "_error", defined ? error : Double.NaN);
    }

    private void step(RankedScores ranks, int i, double a, double f) {
        double positive = ranks.positive(i);
        double negative = ranks.negative(i);
        double recall = positive / ranks.positives();
        double tied = tied(a, f, positive, negative);
        area.add(recall * tied);
        if (!ranks.isExact()) {
            below.add(recall * (tied - least(a, f, positive, negative)));
            above.add(recall * (most(a, f, positive, negative) - tied));
        }
    }
}
