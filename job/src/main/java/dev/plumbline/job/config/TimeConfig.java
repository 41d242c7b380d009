package dev.plumbline.job.config;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Event time: who is on time, who is late, who is absurd.
 *
 * @param outOfOrderness how far a record's time may lie behind the largest time of its partition without being late
 * @param allowedLateness how much later it may still come and revise a published window
 * @param idleness after how long without valid records a partition no longer holds the others back; empty for never
 * @param maxFuture how far a record's time may lie after its own Kafka timestamp
 * @param min earliest plausible event time, itself included
 * @param max latest plausible event time, itself included; after {@code min}
 */
public record TimeConfig(
        Duration outOfOrderness,
        Duration allowedLateness,
        Optional<Duration> idleness,
        Duration maxFuture,
        Instant min,
        Instant max) {}
