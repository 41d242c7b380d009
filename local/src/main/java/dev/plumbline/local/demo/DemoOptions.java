package dev.plumbline.local.demo;

/**
 * What a user may choose about the demonstration.
 *
 * @param seed of the traffic
 * @param records how many to send with {@code --once}, at least 1
 * @param perSecond how many to send per second when live, positive
 * @param webPort where Flink's web UI is looked for first
 * @param kafkaPort the broker's port on 127.0.0.1; 0 for any free one
 * @param debug whether the log is kept
 */
public record DemoOptions(long seed, long records, double perSecond, int webPort, int kafkaPort, boolean debug) {}
