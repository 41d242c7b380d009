package dev.plumbline.bench.result;

/**
 * What a contender found in a window.
 *
 * @param records how many records
 * @param weightedSum the sum of weight times loss, in nats
 * @param weightCount the sum of weights
 */
public record Sums(long records, double weightedSum, double weightCount) {}
