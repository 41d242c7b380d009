package dev.plumbline.bench.contender;

/** A prediction that has met its label. One object for all of them: whoever keeps something takes it out. */
public final class PeerPair {
    /** The model's name. */
    public String model = "";

    /** The time of the prediction, in epoch milliseconds. */
    public long time;

    /** Weight times loss, in nats. */
    public double weightedLoss;

    /** The weight. */
    public double weight;

    /** For Flink. */
    public PeerPair() {}
}
