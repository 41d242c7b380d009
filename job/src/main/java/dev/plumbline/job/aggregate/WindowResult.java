package dev.plumbline.job.aggregate;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;

/**
 * The finished numbers of a window.
 *
 * @param records how many records were counted, at least 0
 * @param metric the metric that the sums were made for, which after a restart need not be the configured one
 * @param loss the metric's result with its weighted sum and weight count
 */
public record WindowResult(long records, BinaryCrossentropyConfig metric, BinaryCrossentropyResult loss) {}
