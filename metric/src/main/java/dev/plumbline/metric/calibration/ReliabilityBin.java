package dev.plumbline.metric.calibration;

/**
 * One bar of a reliability diagram, over predictions in [{@code lower}, {@code upper}); the last bin holds 1 too.
 *
 * @param lower the lower edge, a probability
 * @param upper the upper edge
 * @param count the rows in the bin, those of weight 0 included
 * @param weight the sum of their weights w
 * @param weightedPrediction the sum of w p
 * @param weightedLabel the sum of w y
 */
public record ReliabilityBin(
        double lower, double upper, long count, double weight, double weightedPrediction, double weightedLabel) {
    /**
     * The bin at a position among so many of equal width.
     *
     * @param position from 0, the lowest, up
     * @param bins how many bins the diagram has, at least 1
     */
    public static ReliabilityBin of(
            int position, int bins, long count, double weight, double weightedPrediction, double weightedLabel) {
        BinEdges edges = BinEdges.of(bins);
        return new ReliabilityBin(
                edges.edge(position), edges.edge(position + 1), count, weight, weightedPrediction, weightedLabel);
    }

    /** The mean prediction, NaN if nothing in the bin has a weight. */
    public double meanPrediction() {
        return weightedPrediction / weight;
    }

    /** The mean label: how often it came true. NaN if nothing in the bin has a weight. */
    public double meanLabel() {
        return weightedLabel / weight;
    }
}
