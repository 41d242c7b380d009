/** Looks at Kafka before the job starts, so that what is missing is said in one sentence instead of a stack trace. */
@NullMarked
package dev.plumbline.job.preflight;

import org.jspecify.annotations.NullMarked;
