package dev.plumbline.bench.contender;

/** What peers sum in their windows, a POJO. */
public final class BoundTotals {
    /** How many records. */
    public long records;

    /** The sum of weight times loss. */
    public double weightedSum;

    /** The sum of weights. */
    public double weightCount;

    /** For Flink. */
    public BoundTotals() {}
}
