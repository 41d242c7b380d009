package dev.plumbline.job.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.join.JoinTraffic.Arrival;
import dev.plumbline.job.label.AbsencePolicy;
import dev.plumbline.job.label.ConflictPolicy;
import dev.plumbline.job.label.JoinKeying;
import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.time.Panes;
import dev.plumbline.job.time.SettledTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules against an oracle that sees all events at once: every outcome of every record, for all policies, in any order of arrival
 * and with any steps of the watermark. {@code -Dplumbline.join-events=1000000} makes each run so large.
 */
class JoinOracleTest {
    private static final int EVENTS = Integer.getInteger("plumbline.join-events", 100_000);
    private static final long SEED = 20261125;

    private static final long PANE = 1_000;
    private static final long HORIZON = 24 * PANE;
    private static final long SPAN = 1_000 * PANE;
    private static final long OUT_OF_ORDERNESS = 2_500;

    private static final long NOT_YET = Long.MIN_VALUE + 1;

    private static int run;

    static Stream<JoinPolicy> policies() {
        List<JoinPolicy> policies = new ArrayList<>();
        for (JoinKeying keying : new JoinKeying[] {JoinKeying.MODEL_AND_ID, JoinKeying.ID}) {
            for (ConflictPolicy conflicts : ConflictPolicy.values()) {
                for (long early : new long[] {0, 5_500}) {
                    // The one between is shorter than early: a trace must then outlast what is remembered.
                    for (long remember : early == 0 ? new long[] {0, HORIZON} : new long[] {0, 3_000, HORIZON}) {
                        AbsencePolicy absence =
                                policies.size() % 2 == 0 ? AbsencePolicy.IGNORE : AbsencePolicy.NEGATIVE;
                        policies.add(new JoinPolicy(keying, HORIZON, early, remember, conflicts, absence));
                    }
                }
            }
        }
        return policies.stream();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void everyOutcomeIsThatOfTheOracle(JoinPolicy policy) {
        List<Arrival> inOrder = JoinTraffic.generate(SEED + policy.hashCode() % 1000, policy, EVENTS, SPAN);
        List<Arrival> shuffled = JoinTraffic.shuffled(SEED, inOrder, OUT_OF_ORDERNESS);
        Outcomes expected = oracle(policy, inOrder);

        Outcomes actual = run(policy, 0, inOrder, clock -> clock);
        same(actual, expected);
        long labels =
                inOrder.stream().filter(arrival -> arrival.event().isLabel()).count();
        assertThat(actual.toldOfLabels()).isEqualTo(labels + actual.shared());
        assertThat(actual.shared() > 0).isEqualTo(policy.isShared());
        same(run(policy, 1_700, shuffled, steps(Math.floorMod(run++, 4))), expected);

        Map<String, Integer> counts = expected.counts();
        assertThat(counts.get("predicted"))
                .isEqualTo(counts.get("labelled")
                        + counts.getOrDefault("negative", 0)
                        + counts.getOrDefault("unlabelled", 0)
                        + counts.getOrDefault("conflicted", 0));
        assertThat(counts).containsKeys("duplicate_label", "DUPLICATE_PREDICTION", "LABEL_CONFLICT", "LABEL_ORPHAN");
        assertThat(counts).containsKey("LABEL_SHAPE_MISMATCH");
        assertThat(counts.containsKey("LABEL_PAST_HORIZON")).isEqualTo(policy.remember() > 0);
        assertThat(counts.containsKey("conflicted")).isEqualTo(policy.conflicts() == ConflictPolicy.REJECT);
    }

    private static void same(Outcomes actual, Outcomes expected) {
        // First the counts, because their difference is readable.
        assertThat(actual.counts()).isEqualTo(expected.counts());
        Map<String, List<String>> lines = actual.sorted();
        expected.sorted().forEach((key, all) -> {
            if (!all.equals(lines.get(key))) {
                assertThat(lines.get(key)).as(key).isEqualTo(all);
            }
        });
        assertThat(lines).hasSameSizeAs(expected.sorted());
    }

    private static Outcomes oracle(JoinPolicy policy, List<Arrival> arrivals) {
        Map<String, List<JoinEvent>> byKey = new HashMap<>();
        for (Arrival arrival : arrivals) {
            byKey.computeIfAbsent(arrival.key(), none -> new ArrayList<>()).add(arrival.event());
        }
        Outcomes outcomes = new Outcomes();
        JoinOracle oracle = new JoinOracle(policy, outcomes);
        byKey.forEach(oracle::judge);
        return outcomes;
    }

    /** A run in which each clock of the log gives a watermark; only those that are larger than the last one count. */
    private static Outcomes run(
            JoinPolicy policy, long allowedLateness, List<Arrival> arrivals, LongUnaryOperator watermarks) {
        JoinDriver driver = new JoinDriver(policy, new SettledTime(new Panes(PANE), allowedLateness));
        long largest = Long.MIN_VALUE;
        long watermark = Long.MIN_VALUE;
        for (Arrival arrival : arrivals) {
            driver.take(arrival.key(), arrival.event());
            if (arrival.event().time() > largest) {
                largest = arrival.event().time();
                long next = watermarks.applyAsLong(largest - OUT_OF_ORDERNESS) - 1;
                if (next > watermark) {
                    watermark = next;
                    driver.watermark(watermark);
                }
            }
        }
        assertThat(driver.timers()).isEqualTo(driver.keys()).isPositive();
        // What must be forgotten is, without the end of time.
        long over = largest + policy.horizon() + policy.trace() + policy.early() + allowedLateness + 2 * PANE;
        driver.watermark(over);
        assertThat(driver.keys()).isZero();
        assertThat(driver.timers()).isZero();
        return driver.outcomes();
    }

    /** One of the ways in which watermarks come: a pane at a time, many panes, at random, and none before the end. */
    private static LongUnaryOperator steps(int way) {
        Random random = new Random(SEED);
        return switch (way) {
            case 0 -> clock -> clock - Math.floorMod(clock, PANE);
            case 1 -> clock -> clock - Math.floorMod(clock, 90 * PANE);
            case 2 -> clock -> random.nextInt(50) == 0 ? clock - random.nextInt(400) : NOT_YET;
            default -> clock -> NOT_YET;
        };
    }
}
