package dev.plumbline.job.flow;

/**
 * Where in the log the records of a partial sum stand: somewhere between two offsets of one partition, both included. It lets
 * records be found again after only their sum is at hand.
 *
 * @param topic the topic, or the file
 * @param partition the partition; -1 for a file
 * @param firstOffset the smallest offset of a record in the sum
 * @param lastOffset the largest
 * @param records how many records of this partition the sum holds, at least 1
 */
public record SourceSpan(String topic, int partition, long firstOffset, long lastOffset, long records) {}
