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
    /** The mean prediction, NaN if nothing in the bin has a weight. */
    public double meanPrediction() {
        return weightedPrediction / weight;
    }

    /** The mean label: how often it came true. NaN if nothing in the bin has a weight. */
    public double meanLabel() {
        return weightedLabel / weight;
    }
}
