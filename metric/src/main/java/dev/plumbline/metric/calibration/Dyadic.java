package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;
import java.math.BigInteger;

/**
 * The real number {@code unscaled * 2^exponent}, exactly: what doubles, their sums and products are. For the few places
 * where a difference must be formed before anything is rounded.
 */
record Dyadic(BigInteger unscaled, int exponent) {
    private static final Dyadic ZERO = new Dyadic(BigInteger.ZERO, 0);
    private static final int MANTISSA_BITS = 52;
    /** More bits than a double has, so that the last rounding is as good as the only one. */
    private static final int KEPT_BITS = 120;

    /** A finite double. */
    static Dyadic of(double value) {
        if (value == 0) {
            return ZERO;
        }
        int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - MANTISSA_BITS;
        // Exact: it brings the mantissa to an integer, in two steps because 2^1074 is no double.
        double integer = Math.scalb(Math.scalb(value, -exponent / 2), -exponent - -exponent / 2);
        return new Dyadic(BigInteger.valueOf((long) integer), exponent);
    }

    /**
     * A sum that reads as a finite double.
     *
     * @throws ArithmeticException if it does not
     */
    static Dyadic of(ExactSum sum) {
        if (!Double.isFinite(sum.doubleValue())) {
            throw new ArithmeticException("a sum that reads " + sum.doubleValue() + " has no exact value to be had");
        }
        ExactSum rest = sum.copy();
        Dyadic exactly = ZERO;
        // Each rounding takes the upper 53 bits away.
        for (double part = rest.doubleValue(); part != 0; part = rest.doubleValue()) {
            exactly = exactly.plus(of(part));
            rest.subtract(part);
        }
        return exactly;
    }

    Dyadic plus(Dyadic other) {
        if (exponent > other.exponent) {
            return other.plus(this);
        }
        return new Dyadic(unscaled.add(other.unscaled.shiftLeft(other.exponent - exponent)), exponent);
    }

    Dyadic minus(Dyadic other) {
        return plus(new Dyadic(other.unscaled.negate(), other.exponent));
    }

    Dyadic times(Dyadic other) {
        return new Dyadic(unscaled.multiply(other.unscaled), exponent + other.exponent);
    }

    int signum() {
        return unscaled.signum();
    }

    /** The e for which the magnitude is in [2^(e-1), 2^e); only for what is not zero. */
    int magnitude() {
        return unscaled.abs().bitLength() + exponent;
    }

    /** This number times 2^scale as a double, off by at most a little more than half a unit in the last place. */
    double scaledBy(int scale) {
        int excess = Math.max(0, unscaled.bitLength() - KEPT_BITS);
        return Math.scalb(unscaled.shiftRight(excess).doubleValue(), exponent + excess + scale);
    }
}
