package dev.plumbline.metric;

/**
 * A finished reading of a {@link BinaryCrossentropyAccumulator}.
 *
 * @param result the mean cross-entropy in nats: {@code weightedSum / weightCount}, and 0 when {@code weightCount} is 0,
 *     even if {@code weightedSum} is not a number (the reference's {@code divide_no_nan}); NaN after non-finite input
 *     that counted, or when both sums are beyond the double range
 * @param weightedSum the sum of weighted losses, in nats, rounded once to the nearest double
 * @param weightCount the sum of weights (the number of rows when there are none), rounded once to the nearest double
 */
public record BinaryCrossentropyResult(double result, double weightedSum, double weightCount) {
    static BinaryCrossentropyResult of(ExactSum weightedSum, ExactSum weightCount) {
        double total = weightedSum.doubleValue();
        double count = weightCount.doubleValue();
        return new BinaryCrossentropyResult(count == 0 ? 0 : total / count, total, count);
    }
}
