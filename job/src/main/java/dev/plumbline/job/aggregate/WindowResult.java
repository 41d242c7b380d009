package dev.plumbline.job.aggregate;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.metric.calibration.CalibrationResult;
import org.jspecify.annotations.Nullable;

/**
 * The finished numbers of a window.
 *
 * @param records how many records were counted, at least 0
 * @param metric the metric that the sums were made for, which after a restart need not be the configured one
 * @param loss the metric's result with its weighted sum and weight count
 * @param calibration the readings of the calibration metrics; null if there are none
 * @param labels what has become of labels, live, not a copy; null if predictions bring theirs along
 */
public record WindowResult(
        long records,
        BinaryCrossentropyConfig metric,
        BinaryCrossentropyResult loss,
        @Nullable CalibrationResult calibration,
        @Nullable LabelSums labels) {}
