package dev.plumbline.job.preflight;

/**
 * A range of one source as it was found.
 *
 * @param offsets its offsets
 * @param from every record that came in from here on is read, in epoch milliseconds; {@code Long.MIN_VALUE} if all that ever came is
 * @param to every record that came in before is read
 */
record ResolvedRange(OffsetRange offsets, long from, long to) {}
