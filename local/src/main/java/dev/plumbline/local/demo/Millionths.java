package dev.plumbline.local.demo;

/** Probabilities in whole millionths, which have the same digits on every machine. */
final class Millionths {
    /** The probability of what is certain. */
    static final int ONE = 1_000_000;

    private static final int DIGITS = 6;

    private Millionths() {}

    /** The probability with this logit, 1 to 999999: never sure, as no honest model is. */
    static int of(double logit) {
        long rounded = Math.round(ONE / (1 + StrictMath.exp(-logit)));
        return (int) Math.min(ONE - 1, Math.max(1, rounded));
    }

    /** A probability below 1 as a decimal fraction: {@code 0.000250}. */
    static String text(int millionths) {
        String digits = Integer.toString(millionths);
        return "0." + "0".repeat(DIGITS - digits.length()) + digits;
    }
}
