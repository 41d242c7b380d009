package dev.plumbline.bench.contender;

/** The accumulator of the DataStream job, a POJO. */
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
