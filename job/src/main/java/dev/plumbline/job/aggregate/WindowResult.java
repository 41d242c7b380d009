package dev.plumbline.job.aggregate;

import dev.plumbline.metric.BinaryCrossentropyResult;

/**
 * The finished numbers of a window.
 *
 * @param records how many records were counted, at least 0
 * @param loss the metric's result with its weighted sum and weight count
 */
public record WindowResult(long records, BinaryCrossentropyResult loss) {}
