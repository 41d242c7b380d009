package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;

/** The sums of w p and of w y, where there are no bins to tell them. Nothing overflows, for p and y are at most 1. */
final class MeanSums extends Sums implements Means {
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

    @Override
    public double predictions() {
        return value(0);
    }

    @Override
    public ExactSum labels() {
        return labels;
    }
}
