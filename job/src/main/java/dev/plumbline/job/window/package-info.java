/**
 * The keyed half: partial sums of a series meet, are merged in Flink's window operator for every configured window at once,
 * and become reports.
 */
@NullMarked
package dev.plumbline.job.window;

import org.jspecify.annotations.NullMarked;
