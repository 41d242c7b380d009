package dev.plumbline.metric.calibration;

/**
 * The probability of a logit x, 1 / (1 + e^-x), with the same bits on every machine; in [0, 1], and within two units
 * in the last place.
 */
final class Sigmoid {
    private Sigmoid() {}

    static double of(double logit) {
        // e to a power that is not positive cannot overflow, and keeps the digits of small probabilities.
        double small = StrictMath.exp(-Math.abs(logit));
        return logit >= 0 ? 1 / (1 + small) : small / (1 + small);
    }
}
