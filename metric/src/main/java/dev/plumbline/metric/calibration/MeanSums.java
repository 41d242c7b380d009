package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;

/** The sums of w p and of w y. Nothing overflows, for p and y are at most 1. */
final class MeanSums extends Sums {
    private final ExactSum predictions = sum(0);
    private final ExactSum labels = sum(1);

    MeanSums() {
        super("MeanSums", 2);
    }

    @Override
    MeanSums empty() {
        return new MeanSums();
    }

    void addRow(double label, double probability, double weight) {
        predictions.add(weight * probability);
        if (label != 0) {
            labels.add(weight * label);
        }
    }

    double predictions() {
        return value(0);
    }

    ExactSum labels() {
        return labels;
    }
}
