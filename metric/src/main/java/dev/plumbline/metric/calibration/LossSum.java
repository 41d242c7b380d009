package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;

/** The exact sum of w l, weight times loss. A row overflows if that product is not finite. */
final class LossSum extends Sums {
    private final ExactSum weightedLoss = sum(0);

    LossSum() {
        super("LossSum", 1);
    }

    @Override
    LossSum empty() {
        return new LossSum();
    }

    void addRow(double weight, double loss) {
        double product = weight * loss;
        if (!Double.isFinite(product)) {
            countOverflow();
            return;
        }
        weightedLoss.add(product);
        if (weight != 1) {
            // What rounding took from the product.
            weightedLoss.add(Math.fma(weight, loss, -product));
        }
    }

    ExactSum weightedLoss() {
        return weightedLoss;
    }
}
