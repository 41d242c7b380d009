/** The last room: reports and dead letters become bytes for Kafka, JSON Lines files, or rows on a console. */
@NullMarked
package dev.plumbline.job.sink;

import org.jspecify.annotations.NullMarked;
