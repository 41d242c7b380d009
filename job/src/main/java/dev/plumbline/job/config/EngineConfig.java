package dev.plumbline.job.config;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How Flink runs the job. None of it changes a result.
 *
 * @param parallelism at least 1 and at most {@code maxParallelism}; empty for the cluster's
 * @param maxParallelism how far the job can ever be rescaled; never changes while its state lives
 * @param checkpointInterval from one checkpoint to the next; the floor of the latency of exactly-once results
 * @param checkpointTimeout after which a checkpoint that has not finished is given up
 * @param paneBuffer most open sums that a task holds before it sends them on, at least 1
 * @param watermarkInterval how often watermarks are emitted
 */
public record EngineConfig(
        OptionalInt parallelism,
        int maxParallelism,
        Duration checkpointInterval,
        Duration checkpointTimeout,
        int paneBuffer,
        Duration watermarkInterval) {}
