package dev.plumbline.job.oracle;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationConfig;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param loss how the loss is computed
 * @param calibration what else; null for nothing
 */
public record Metrics(
        BinaryCrossentropyConfig loss, @Nullable CalibrationConfig calibration) {}
