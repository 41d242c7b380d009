package dev.plumbline.metric.calibration;

import java.util.stream.IntStream;

/**
 * The distinct scores, or cells of scores, in ascending order, each with the weight of its positives and negatives. What
 * is computed from it takes all scores of a cell as tied, and bounds what that may have changed.
 */
final class RankedScores {
    private final double[] lower;
    private final double[] upper;
    private final double[] positive;
    private final double[] negative;
    private final double[] positiveAbove;
    private final double[] negativeAbove;
    private final boolean exact;
    private final double positives;
    private final double negatives;

    private RankedScores(double[] lower, double[] upper, double[] positive, double[] negative, boolean exact) {
        this.lower = lower;
        this.upper = upper;
        this.positive = positive;
        this.negative = negative;
        this.exact = exact;
        positiveAbove = new double[positive.length];
        negativeAbove = new double[negative.length];
        positives = accumulate(positive, positiveAbove);
        negatives = accumulate(negative, negativeAbove);
    }

    /** Fills in the sums of what is above each, and gives the sum of all. */
    private static double accumulate(double[] terms, double[] above) {
        WeightSums sum = new WeightSums(1);
        double soFar = 0;
        for (int i = terms.length - 1; i >= 0; i--) {
            above[i] = soFar;
            if (terms[i] != 0) {
                sum.add(0, terms[i]);
                soFar = sum.doubleValue(0);
            }
        }
        return soFar;
    }

    static RankedScores of(ScoreHistogram histogram) {
        CellWindow cells = histogram.cells();
        return cells == null ? ofScores(histogram.scores()) : ofCells(cells);
    }

    private static RankedScores ofScores(ScoreList scores) {
        int size = scores.size();
        double[] values = new double[size];
        double[] positive = new double[size];
        double[] negative = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = scores.score(i);
            positive[i] = scores.positive().doubleValue(i);
            negative[i] = scores.negative().doubleValue(i);
        }
        return new RankedScores(values, values, positive, negative, true);
    }

    private static RankedScores ofCells(CellWindow cells) {
        int[] filled = IntStream.range(0, cells.size())
                .filter(place -> !cells.isZero(place))
                .toArray();
        double[] lower = new double[filled.length];
        double[] upper = new double[filled.length];
        double[] positive = new double[filled.length];
        double[] negative = new double[filled.length];
        for (int i = 0; i < filled.length; i++) {
            lower[i] = cells.cells().lower(cells.cell(filled[i]));
            upper[i] = cells.cells().upper(cells.cell(filled[i]));
            positive[i] = cells.positive().doubleValue(filled[i]);
            negative[i] = cells.negative().doubleValue(filled[i]);
        }
        return new RankedScores(lower, upper, positive, negative, false);
    }

    int size() {
        return lower.length;
    }

    /** The score itself, or the lower end of the cell. */
    double lower(int index) {
        return lower[index];
    }

    double upper(int index) {
        return upper[index];
    }

    double positive(int index) {
        return positive[index];
    }

    double negative(int index) {
        return negative[index];
    }

    /** The weight of the positives with higher scores. */
    double positiveAbove(int index) {
        return positiveAbove[index];
    }

    /** The weight of the negatives with higher scores. */
    double negativeAbove(int index) {
        return negativeAbove[index];
    }

    /** The weight of all positives. */
    double positives() {
        return positives;
    }

    /** The weight of all negatives. */
    double negatives() {
        return negatives;
    }

    /** Whether each score is by itself, so that nothing is taken as tied that is not. */
    boolean isExact() {
        return exact;
    }

    /** Added to every bound, for the rounding of the value and of the bound: a few units in the last place for each cell. */
    double rounding() {
        return exact ? 0 : (size() + 4) * 0x1p-50;
    }
}
