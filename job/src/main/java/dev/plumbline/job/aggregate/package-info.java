/** The algebra of a window: create, add, merge, result, as one Flink {@code AggregateFunction} over the metric's accumulator. */
@NullMarked
package dev.plumbline.job.aggregate;

import org.jspecify.annotations.NullMarked;
