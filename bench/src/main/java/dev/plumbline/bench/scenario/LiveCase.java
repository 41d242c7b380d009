package dev.plumbline.bench.scenario;

/**
 * Plumbline under a steady stream of records whose event time is now.
 *
 * @param name unique in its scenario
 * @param delivery {@code exactly_once} or {@code at_least_once}
 * @param checkpointInterval a duration as the configuration takes it
 * @param recordsPerSecond how many records are sent
 * @param seconds for how long windows are timed, after the start
 */
public record LiveCase(String name, String delivery, String checkpointInterval, int recordsPerSecond, int seconds) {}
