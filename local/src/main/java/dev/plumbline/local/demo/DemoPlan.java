package dev.plumbline.local.demo;

import java.time.Duration;
import java.time.Instant;

/** What the demonstration shows, and when: its topics, and the times of its traffic. */
final class DemoPlan {
    static final String PREDICTIONS = "predictions";
    static final String DELAYED_PREDICTIONS = "delayed-predictions";
    static final String DELAYED_LABELS = "delayed-labels";
    /** The topic of the reports of all jobs. */
    static final String REPORTS = "plumbline.reports";

    /** The traffic of {@code --once} ends here, whenever it is run. */
    static final Instant FIXED_END = Instant.parse("2026-01-01T00:10:00Z");
    /** How much event time the traffic of {@code --once} fills. */
    static final Duration FIXED_LENGTH = Duration.ofMinutes(10);
    /** Live traffic begins this long before now, so that there is something to see at once. */
    static final Duration PAST = Duration.ofMinutes(2);

    private static final double MOST_DELAYED_PER_SECOND = 5_000;
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

    /** The traffic of {@code --once} of the model whose labels are delayed. */
    static DelayedTraffic fixedDelayedTraffic(long seed, long records) {
        Instant start = FIXED_END.minus(FIXED_LENGTH);
        return new DelayedTraffic(
                seed,
                start.toEpochMilli(),
                ofOneModel((double) records / FIXED_LENGTH.toSeconds()),
                FIXED_END.toEpochMilli());
    }

    /** Endless traffic of that model, beside the other models'. */
    static DelayedTraffic liveDelayedTraffic(long seed, Instant now, double perSecond) {
        return new DelayedTraffic(seed, now.minus(PAST).toEpochMilli(), ofOneModel(perSecond), Long.MAX_VALUE);
    }

    /** It predicts as often as each of the others, as long as the labels that are still to come do not fill the memory. */
    private static double ofOneModel(double perSecond) {
        return Math.min(MOST_DELAYED_PER_SECOND, perSecond / DemoTraffic.MODELS.size());
    }

    /** When the drift of traffic that is live since {@code now} begins. */
    static Instant driftFrom(Instant now) {
        return now.plus(LIVE_CALM);
    }

    /** When it ends, at its full size. */
    static Instant driftUntil(Instant now) {
        return driftFrom(now).plus(LIVE_DRIFT);
    }
}
