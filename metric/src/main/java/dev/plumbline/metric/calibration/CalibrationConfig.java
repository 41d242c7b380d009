package dev.plumbline.metric.calibration;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What a pack measures and how finely. It decides which states add up, and never changes while they accumulate.
 *
 * @param loss how the loss is computed, and whether predictions are logits; its label smoothing concerns the loss alone
 * @param metrics the metrics to compute; a state holds only what they need
 * @param bins the number of reliability bins, of either kind; 1 to 1000
 * @param exactScores how many distinct scores a state holds one by one, with exact ranks, before it turns them into
 *     cells; 0 to 65536, at up to 36 bytes each for weights of 1
 * @param cellBits how fine the cells are: 2<sup>cellBits</sup> of them to each power of two; 0 to 10
 */
public record CalibrationConfig(
        BinaryCrossentropyConfig loss, Set<CalibrationMetric> metrics, int bins, int exactScores, int cellBits)
        implements Serializable {
    static final int MAX_BINS = 1000;
    static final int MAX_EXACT_SCORES = 1 << 16;

    private static final CalibrationConfig DEFAULTS = new CalibrationConfig(
            BinaryCrossentropyConfig.defaults(), EnumSet.allOf(CalibrationMetric.class), 20, 256, 6);

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if there is no metric, or a number is out of its range
     * @throws dev.plumbline.metric.FloatTypeException if no loss could be computed, as told at {@link
     *     BinaryCrossentropyConfig#checkFloatTypes}
     */
    public CalibrationConfig {
        Objects.requireNonNull(loss, "loss").checkFloatTypes();
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("no calibration metric is chosen; choose at least one");
        }
        metrics = Collections.unmodifiableSet(EnumSet.copyOf(metrics));
        check("bins", bins, 1, MAX_BINS);
        check("exact scores", exactScores, 0, MAX_EXACT_SCORES);
        check("cell bits", cellBits, 0, ScoreCells.MAX_BITS);
    }

    private static void check(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " is " + value + "; use " + min + " to " + max);
        }
    }

    /** All metrics over the reference's default loss, 20 bins, 256 exact scores, 64 cells to each power of two. */
    public static CalibrationConfig defaults() {
        return DEFAULTS;
    }

    /** The same with another loss. */
    public CalibrationConfig withLoss(BinaryCrossentropyConfig newLoss) {
        return new CalibrationConfig(newLoss, metrics, bins, exactScores, cellBits);
    }

    /** The same with these metrics and no others. */
    public CalibrationConfig withMetrics(Collection<CalibrationMetric> newMetrics) {
        return new CalibrationConfig(loss, Set.copyOf(newMetrics), bins, exactScores, cellBits);
    }

    /** The same with another number of bins. */
    public CalibrationConfig withBins(int newBins) {
        return new CalibrationConfig(loss, metrics, newBins, exactScores, cellBits);
    }

    /** The same with another number of scores that are held one by one. */
    public CalibrationConfig withExactScores(int newExactScores) {
        return new CalibrationConfig(loss, metrics, bins, newExactScores, cellBits);
    }

    /** The same with finer or coarser cells. */
    public CalibrationConfig withCellBits(int newCellBits) {
        return new CalibrationConfig(loss, metrics, bins, exactScores, newCellBits);
    }

    /** Whether states under the two configurations add up: all but the name of the loss is equal. */
    public boolean mergesWith(CalibrationConfig other) {
        return bins == other.bins
                && exactScores == other.exactScores
                && cellBits == other.cellBits
                && loss.mergesWith(other.loss)
                && metrics.equals(other.metrics);
    }

    /** Whether a metric needs the scores themselves, which take most of the memory of a state that holds them. */
    public boolean needsScores() {
        return parts().contains(Part.SCORES);
    }

    /** The components that the metrics need. */
    Set<Part> parts() {
        EnumSet<Part> parts = EnumSet.noneOf(Part.class);
        for (CalibrationMetric metric : metrics) {
            parts.addAll(metric.needs());
        }
        if (parts.contains(Part.BINS)) {
            // The bins add up to the means.
            parts.remove(Part.MEANS);
        }
        return parts;
    }
}
