package dev.plumbline.bench.result;

/**
 * How long after a window's close its report could be read.
 *
 * @param delivery {@code exactly_once} or {@code at_least_once}
 * @param checkpointInterval as it is configured, for example {@code 10s}
 * @param recordsPerSecond the rate that was sent, measured
 * @param reports how many first reports were timed
 * @param medianMillis the median, in milliseconds
 * @param p99Millis the 99th percentile, in milliseconds
 * @param maxMillis the longest, in milliseconds
 */
public record LatencyResult(
        String delivery,
        String checkpointInterval,
        double recordsPerSecond,
        int reports,
        double medianMillis,
        double p99Millis,
        double maxMillis) {}
