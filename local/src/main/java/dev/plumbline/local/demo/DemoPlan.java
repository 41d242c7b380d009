package dev.plumbline.local.demo;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the demonstration shows, and when: its topics, its configuration, and the times of its traffic. */
final class DemoPlan {
    static final String PREDICTIONS = "predictions";
    static final String REPORTS = "plumbline.reports";
    static final String DEAD_LETTERS = "plumbline.dead-letters";
    static final String LEDGER = "plumbline.ledger";
    static final int PARALLELISM = 2;

    /** The traffic of {@code --once} ends here, whenever it is run. */
    static final Instant FIXED_END = Instant.parse("2026-01-01T00:10:00Z");
    /** How much event time the traffic of {@code --once} fills. */
    static final Duration FIXED_LENGTH = Duration.ofMinutes(10);
    /** Live traffic begins this long before now, so that there is something to see at once. */
    static final Duration PAST = Duration.ofMinutes(2);

    private static final Duration LIVE_CALM = Duration.ofSeconds(45);
    private static final Duration LIVE_DRIFT = Duration.ofMinutes(3);

    private DemoPlan() {}

    /** The traffic of {@code --once}: {@code records} records over ten minutes, drifting from the third to the eighth. */
    static DemoTraffic fixedTraffic(long seed, long records) {
        Instant start = FIXED_END.minus(FIXED_LENGTH);
        return new DemoTraffic(
                seed,
                start.toEpochMilli(),
                (double) records / FIXED_LENGTH.toSeconds(),
                start.plus(Duration.ofMinutes(3)).toEpochMilli(),
                start.plus(Duration.ofMinutes(8)).toEpochMilli());
    }

    /** Traffic that has been running for a while, and in which the drift begins soon after {@code now}. */
    static DemoTraffic liveTraffic(long seed, Instant now, double perSecond) {
        Instant driftFrom = driftFrom(now);
        return new DemoTraffic(
                seed,
                now.minus(PAST).toEpochMilli(),
                perSecond,
                driftFrom.toEpochMilli(),
                driftFrom.plus(LIVE_DRIFT).toEpochMilli());
    }

    /** When the drift of traffic that is live since {@code now} begins. */
    static Instant driftFrom(Instant now) {
        return now.plus(LIVE_CALM);
    }

    /** When it ends, at its full size. */
    static Instant driftUntil(Instant now) {
        return driftFrom(now).plus(LIVE_DRIFT);
    }

    /** The job's configuration, as a user would write it. */
    static String yaml(String bootstrapServers, boolean bounded) {
        return """
                job: plumbline-demo
                source:
                  kafka:
                    bootstrap_servers: %s
                    topics: %s
                    start: earliest
                    stop: %s
                windows:
                  - tumbling: 10s
                  - sliding: {size: 1m, slide: 10s}
                slices:
                  - country
                time:
                  out_of_orderness: 2s
                  allowed_lateness: 30s
                  idleness: %s
                reports:
                  kafka: {topic: %s}
                dead_letters:
                  kafka: {topic: %s}
                ledger:
                  kafka: {topic: %s}
                engine:
                  parallelism: %d
                  checkpoint_interval: 2s
                """.formatted(
                        bootstrapServers,
                        PREDICTIONS,
                        bounded ? "latest" : "never",
                        bounded ? "off" : "10s",
                        REPORTS,
                        DEAD_LETTERS,
                        LEDGER,
                        PARALLELISM);
    }

    /** The same, loaded. */
    static JobConfig config(String bootstrapServers, boolean bounded) {
        return ConfigLoader.load(yaml(bootstrapServers, bounded), "the demo's configuration", List.of(), Map.of());
    }
}
