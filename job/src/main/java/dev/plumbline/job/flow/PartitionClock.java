package dev.plumbline.job.flow;

/**
 * How far the event time of one partition has come.
 *
 * @param topic the topic
 * @param partition the partition
 * @param largestTime the largest event time of a valid record seen there, in epoch milliseconds
 */
public record PartitionClock(String topic, int partition, long largestTime) {}
