/** Whoever reads a topic for time: plain consumers, Flink SQL, a DataStream job, and Plumbline as shipped. One pass, one answer. */
@NullMarked
package dev.plumbline.bench.contender;

import org.jspecify.annotations.NullMarked;
