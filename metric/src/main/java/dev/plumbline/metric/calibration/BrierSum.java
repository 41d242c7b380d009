package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;

/** The sum of w (p - y)^2. Nothing overflows, for the square is at most 1. */
final class BrierSum extends Sums {
    private final ExactSum squares = sum(0);

    BrierSum() {
        super("BrierSum", 1);
    }

    @Override
    BrierSum empty() {
        return new BrierSum();
    }

    void addRow(double label, double probability, double weight) {
        double difference = probability - label;
        squares.add(weight * (difference * difference));
    }
}
