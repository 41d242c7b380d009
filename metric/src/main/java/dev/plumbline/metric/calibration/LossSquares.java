package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;

/**
 * The exact sums of w^2 l^2 and of w^2 l - w l. With the sum of w l they give what the variance of the mean loss is made
 * of; the second one is empty while all weights are 1. A row overflows if its weight, its loss or their product is above
 * 2^480 in magnitude.
 *
 * <p>All products are split into doubles that add up to them exactly: fma gives what rounding takes from a product
 * (Ogita, Rump and Oishi, "Accurate sum and dot product", SIAM J. Sci. Comput. 26 (2005), algorithm 3.5). So no digit is
 * lost, and a variance that is nearly nothing beside the squares it is the difference of comes out right.
 */
final class LossSquares extends Sums {
    private static final double MAX = 0x1p480;

    private final ExactSum squares = sum(0);
    private final ExactSum excess = sum(1);

    LossSquares() {
        super("LossSquares", 2);
    }

    @Override
    LossSquares empty() {
        return new LossSquares();
    }

    void addRow(double weight, double loss) {
        double term = weight * loss;
        // Said so that NaN overflows too.
        if (!(weight <= MAX && Math.abs(loss) <= MAX && Math.abs(term) <= MAX)) {
            countOverflow();
            return;
        }
        addProduct(squares, term, term);
        if (weight == 1) {
            return;
        }
        // w l = term + error, so w^2 l^2 = term^2 + 2 term error + error^2.
        addProduct(excess, weight, term);
        excess.add(-term);
        double error = Math.fma(weight, loss, -term);
        // None for weights like 0.5, and for a weight and a loss that are floats.
        if (error != 0) {
            addProduct(squares, 2 * term, error);
            addProduct(squares, error, error);
            addProduct(excess, weight, error);
            excess.add(-error);
        }
    }

    private static void addProduct(ExactSum sum, double a, double b) {
        double product = a * b;
        sum.add(product);
        sum.add(Math.fma(a, b, -product));
    }

    /** The sum of w^2 l^2. */
    ExactSum squares() {
        return squares;
    }

    /** The sum of w^2 l, given that of w l. */
    ExactSum weighted(ExactSum weightedLoss) {
        ExactSum weighted = weightedLoss.copy();
        weighted.add(excess);
        return weighted;
    }
}
