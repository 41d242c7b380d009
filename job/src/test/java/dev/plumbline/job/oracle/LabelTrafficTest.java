package dev.plumbline.job.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.oracle.LabelRules.Absence;
import dev.plumbline.job.oracle.LabelRules.Conflicts;
import dev.plumbline.job.oracle.LabelRules.JoinBy;
import dev.plumbline.job.oracle.LabelRules.Windows;
import dev.plumbline.job.oracle.LabelTraffic.Arrival;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.ReasonCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the traffic holds, counted in the plan of its records; a test that is green because nothing happens in it proves nothing. */
class LabelTrafficTest {

    private static final long HORIZON = 24_000;
    private static final LabelRules RULES = new LabelRules(
            JoinBy.MODEL_VERSION_AND_ID, Conflicts.LAST, Absence.IGNORE, Windows.PREDICTION, HORIZON, 2_500, HORIZON);

    /** Whose a record is: an identity, as one of its models and versions. */
    private record Lane(int identity, int lane) {}

    private static LabelLogs logs;
    private static Map<Lane, List<Planned>> predictions;
    private static Map<Lane, List<Planned>> labels;

    @BeforeAll
    static void draw() {
        logs = LabelTraffic.generate(1, RULES, 20_000, 600_000).arrive(new Arrival(4, 3, false, 2_500, false));
        predictions = byLane(Logs.PREDICTIONS);
        labels = byLane(Logs.LABELS);
    }

    /** Records without flaw, those of each lane by time. */
    private static Map<Lane, List<Planned>> byLane(String topic) {
        Map<Lane, List<Planned>> lanes = new HashMap<>();
        each(topic, record -> {
            if (record.flaw() == null) {
                lanes.computeIfAbsent(new Lane(record.identity(), record.lane()), none -> new ArrayList<>())
                        .add(record);
            }
        });
        lanes.values().forEach(lane -> lane.sort(Comparator.comparingLong(Planned::time)));
        return lanes;
    }

    private static void each(String topic, Consumer<Planned> action) {
        for (int partition = 0; partition < logs.partitions(topic); partition++) {
            for (int offset = 0; offset < logs.size(topic, partition); offset++) {
                action.accept(logs.planned(topic, partition, offset));
            }
        }
    }

    /** Of a hundred of them, so many are like that. */
    private static <T> double percent(Collection<T> all, Predicate<T> such) {
        return 100.0 * all.stream().filter(such).count() / all.size();
    }

    private static long values(List<Planned> records) {
        return records.stream().map(Planned::variant).distinct().count();
    }

    @Test
    void labelsComeFromAtOnceToOneAndAHalfHorizonsLaterEvenly() {
        List<Long> ages = new ArrayList<>();
        labels.forEach((lane, records) -> {
            List<Planned> predicted = predictions.get(lane);
            // Those of lane 0 are drawn from its own prediction on.
            if (predicted != null && lane.lane() == 0) {
                ages.add(records.get(0).time() - predicted.get(0).time());
            }
        });

        assertThat(ages).hasSizeGreaterThan(15_000);
        assertThat(percent(ages, age -> age < 0)).isBetween(4.0, 6.5);
        for (int quarter = 0; quarter < 4; quarter++) {
            long from = quarter * HORIZON * 3 / 8;
            assertThat(percent(ages, age -> age >= from && age < from + HORIZON * 3 / 8))
                    .as("percent from %d ms on", from)
                    .isBetween(22.0, 26.0);
        }
        assertThat(percent(ages, age -> age > HORIZON * 3 / 2)).isLessThan(2);
        assertThat(ages).contains(0L, HORIZON, HORIZON + 1, 2 * HORIZON, 2 * HORIZON + 1, -2_500L, -2_501L);
    }

    @Test
    void someHaveNoLabel() {
        assertThat(percent(predictions.keySet(), lane -> !labels.containsKey(lane)))
                .isBetween(9.0, 11.0);
    }

    /** And one more in a hundred: a prediction that opens the next episode just after a label, a label of another shape. */
    @Test
    void twoInAHundredComeTwice() {
        long all = predictions.values().stream().mapToLong(List::size).sum();

        assertThat(100.0 * (all - predictions.size()) / all).isBetween(2.5, 3.3);
        assertThat(percent(labels.values(), lane -> lane.size() > 1 && values(lane) == 1))
                .isBetween(2.5, 3.3);
    }

    @Test
    void oneInAHundredIsForAnIdOfNobodyAndOneForAModelThatPredictsNothing() {
        Set<Integer> predicted = new HashSet<>();
        predictions.keySet().forEach(lane -> predicted.add(lane.identity()));

        assertThat(percent(labels.keySet(), lane -> !predicted.contains(lane.identity())))
                .isBetween(0.7, 1.3);
        assertThat(percent(labels.keySet(), lane -> lane.lane() == Identity.NOBODY))
                .isBetween(0.7, 1.3);
    }

    @Test
    void oneInAHundredContradictsAnother() {
        assertThat(percent(labels.values(), lane -> values(lane) > 1)).isBetween(0.7, 1.3);
    }

    @Test
    void oneInAHundredIsBrokenAndOneOfAnotherShape() {
        List<Planned> all = new ArrayList<>();
        Logs.TOPICS.forEach(topic -> each(topic, all::add));

        assertThat(percent(all, record -> record.flaw() != null)).isBetween(0.7, 1.3);
        assertThat(percent(all, Planned::isMisshapen)).isBetween(0.7, 1.3);
    }

    @Test
    void allThatCanHappenHappens() {
        LabelOracle oracle = LabelOracle.judge(
                new LabelOracle.Job(
                        RULES,
                        List.of(WindowFamily.tumbling(60)),
                        List.of(),
                        List.of(),
                        new Metrics(BinaryCrossentropyConfig.defaults(), null),
                        null),
                logs);

        Set<ReasonCode> never = EnumSet.allOf(ReasonCode.class);
        never.removeAll(oracle.reasons().keySet());
        assertThat(never)
                .containsExactlyInAnyOrder(
                        // Spoilt in other ways; known to the tests of the decoders.
                        ReasonCode.TOO_LARGE,
                        ReasonCode.DUPLICATE_FIELD,
                        ReasonCode.PREDICTION_NOT_FINITE,
                        ReasonCode.WEIGHT_INVALID,
                        ReasonCode.SHAPE_MISMATCH,
                        ReasonCode.TIME_OUT_OF_RANGE,
                        ReasonCode.TOO_MANY_SERIES,
                        // Logs are in order as far as they say.
                        ReasonCode.LATE,
                        ReasonCode.LATE_AFTER_IDLE,
                        // Only where labels that do not agree are rejected.
                        ReasonCode.LABELS_DISAGREE);
        assertThat(oracle.labelled()).isGreaterThan(10_000);
        assertThat(oracle.refused(ReasonCode.LABEL_PAST_HORIZON)).isGreaterThan(4_000);
        assertThat(oracle.refused(ReasonCode.LABEL_ORPHAN)).isGreaterThan(200);
        assertThat(oracle.refused(ReasonCode.LABEL_CONFLICT)).isGreaterThan(100);
        assertThat(oracle.refused(ReasonCode.DUPLICATE_PREDICTION)).isGreaterThan(200);
    }
}
