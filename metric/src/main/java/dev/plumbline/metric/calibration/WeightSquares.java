package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;

/**
 * The exact sum of w^2 - w. With W it gives the sum of the squared weights, and rows of weight 1 add nothing to it. A row
 * overflows if its weight is above 2^480.
 */
final class WeightSquares extends Sums {
    /** The squares of weights up to here have a finite sum over more rows than anyone has. */
    static final double MAX_WEIGHT = 0x1p480;

    private final ExactSum excess = sum(0);

    WeightSquares() {
        super("WeightSquares", 1);
    }

    @Override
    WeightSquares empty() {
        return new WeightSquares();
    }

    void addRow(double weight) {
        if (weight == 1) {
            return;
        }
        if (weight > MAX_WEIGHT) {
            countOverflow();
            return;
        }
        double square = weight * weight;
        excess.add(square);
        excess.add(Math.fma(weight, weight, -square));
        excess.add(-weight);
    }

    /** The sum of squared weights, given the sum of weights. */
    ExactSum exactly(WeightSums weight) {
        ExactSum squares = weight.exactly(0);
        squares.add(excess);
        return squares;
    }
}
