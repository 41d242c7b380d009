package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;

/**
 * The sums of w (y - p)(1 - 2p), which is expected to be 0 if p is true, and of its variance then, w^2 (1 - 2p)^2 p (1 -
 * p). A row overflows if its weight is above 2^480.
 */
final class SpiegelhalterSums extends Sums {
    private final ExactSum deviation = sum(0);
    private final ExactSum variance = sum(1);

    SpiegelhalterSums() {
        super("SpiegelhalterSums", 2);
    }

    @Override
    SpiegelhalterSums empty() {
        return new SpiegelhalterSums();
    }

    void addRow(double label, double probability, double weight) {
        if (weight > WeightSquares.MAX_WEIGHT) {
            countOverflow();
            return;
        }
        double slope = weight * (1 - 2 * probability);
        deviation.add(slope * (label - probability));
        variance.add(slope * slope * (probability * (1 - probability)));
    }

    double deviation() {
        return value(0);
    }

    double variance() {
        return value(1);
    }
}
