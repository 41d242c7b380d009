package dev.plumbline.metric.calibration;

/**
 * One bar of a reliability diagram whose bars have about the same weight each.
 *
 * @param lower the lowest prediction in the bin, or the lower end of its lowest cell
 * @param upper the highest prediction in the bin, or the upper end of its highest cell
 * @param weight the sum of weights
 * @param meanPrediction the mean prediction
 * @param meanPredictionError how far at most the true mean prediction is from that; 0 while scores are held one by one
 * @param meanLabel the mean label
 */
public record EqualMassBin(
        double lower,
        double upper,
        double weight,
        double meanPrediction,
        double meanPredictionError,
        double meanLabel) {}
