package dev.plumbline.metric.calibration;

/**
 * The tails of the standard normal distribution, with the same bits on every machine.
 *
 * <p>For small z from the series for the middle, Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.11, and
 * beyond from Laplace's continued fraction for the tail, 26.2.14:
 *
 * <pre>
 * P(|Z| &lt; z) = 2 f(z) (z + z^3/3 + z^5/(3 5) + z^7/(3 5 7) + ...)
 * P(|Z| &gt; z) = 2 f(z) / (z + 1/(z + 2/(z + 3/(z + ...))))           with f(z) = e^(-z^2/2) / sqrt(2 pi)
 * </pre>
 *
 * All terms are positive, so both are good to a few units in the last place of what they compute. Where they meet, at 1.5,
 * the tail is 0.13, so 1 - middle has lost three bits there; measured against 60 digits, the result is within 2^-48 of the
 * true tail, relatively, down to where tails are subnormal.
 */
final class NormalTail {
    private static final double SERIES_UP_TO = 1.5;
    private static final double TWO_OVER_ROOT_TWO_PI = 0.7978845608028654;
    /** Terms after which the fraction changes no more for z of 1.5; for larger ones fewer would do. */
    private static final int FRACTION_TERMS = 250;

    private NormalTail() {}

    /** P(|Z| &gt; |z|), which is erfc(|z| / sqrt 2); NaN for NaN. */
    static double twoSided(double z) {
        double x = Math.abs(z);
        if (x < SERIES_UP_TO) {
            return 1 - TWO_OVER_ROOT_TWO_PI * bell(x) * series(x);
        }
        return x == Double.POSITIVE_INFINITY ? 0 : TWO_OVER_ROOT_TWO_PI * bell(x) / fraction(x);
    }

    /** e^(-x^2/2), with what rounding takes from the square: for a large x it would move the last digits. */
    private static double bell(double x) {
        double square = x * x;
        double error = Math.fma(x, x, -square);
        return StrictMath.exp(-0.5 * square) * (1 - 0.5 * error);
    }

    private static double series(double x) {
        double term = x;
        double sum = 0;
        for (int odd = 3; sum + term != sum; odd += 2) {
            sum += term;
            term *= x * x / odd;
        }
        return sum;
    }

    private static double fraction(double x) {
        double value = x;
        for (int k = FRACTION_TERMS; k > 0; k--) {
            value = x + k / value;
        }
        return value;
    }
}
