package dev.plumbline.bench.contender;

/** Sums of one model in one window, or in a part of it; a POJO. */
public final class PeerSums {
    /** The model's name. */
    public String model = "";

    /** How many records. */
    public long records;

    /** The sum of weight times loss, in nats. */
    public double weightedSum;

    /** The sum of weights. */
    public double weightCount;

    /** For Flink. */
    public PeerSums() {}
}
