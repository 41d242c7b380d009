package dev.plumbline.job.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.job.join.JoinTraffic.Arrival;
import dev.plumbline.job.label.AbsencePolicy;
import dev.plumbline.job.label.ConflictPolicy;
import dev.plumbline.job.label.JoinKeying;
import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.time.Panes;
import dev.plumbline.job.time.SettledTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell round the rules, on both state backends: the same outcomes as the oracle, through a restart, and nothing left behind. */
class JoinOperatorTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final long PANE = 1_000;
    private static final long OUT_OF_ORDERNESS = 2_500;
    private static final SettledTime SETTLED = new SettledTime(new Panes(PANE), 700);

    private static final int MAX_PARALLELISM = 16;
    private static final JoinBuckets BUCKETS = new JoinBuckets(MAX_PARALLELISM);

    private final List<KeyedOneInputStreamOperatorTestHarness<Integer, JoinInput, JoinOutcome>> harnesses =
            new ArrayList<>();
    private final Outcomes outcomes = new Outcomes();

    @AfterEach
    void close() throws Exception {
        for (var harness : harnesses) {
            harness.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "heap, MODEL_AND_ID, FIRST", "heap, ID, LAST", "heap, ID, REJECT",
        "rocksdb, MODEL_AND_ID, REJECT", "rocksdb, ID, FIRST", "rocksdb, ID, LAST"
    })
    void everyOutcomeIsThatOfTheOracleThroughARestart(String backend, JoinKeying keying, ConflictPolicy conflicts)
            throws Exception {
        JoinPolicy policy = new JoinPolicy(keying, 24_000, 5_500, 3_000, conflicts, AbsencePolicy.IGNORE);
        List<Arrival> inOrder = JoinTraffic.generate(7, policy, 6_000, 200 * PANE);
        List<Arrival> arrivals = JoinTraffic.shuffled(8, inOrder, OUT_OF_ORDERNESS);

        var join = open(backend, policy, null);
        Set<String> pending = new HashSet<>();
        long largest = Long.MIN_VALUE;
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival arrival = arrivals.get(i);
            take(join, arrival.key(), arrival.event());
            pending.add(arrival.key());
            if (arrival.event().time() > largest) {
                largest = arrival.event().time();
                join.processWatermark(new Watermark(largest - OUT_OF_ORDERNESS - 1));
            }
            if (i == arrivals.size() / 2) {
                assertThat(openIds(join)).isLessThan(pending.size()).isPositive();
                join = restarted(join, backend, policy);
            }
        }
        join.processWatermark(new Watermark(largest + 24_000 + 5_500 + 2 * 5_500 + 3 * PANE));

        assertThat(openIds(join)).isZero();
        assertThat(filed(join, "arrivals")).isZero();
        assertThat(filed(join, "due")).isZero();
        assertThat(join.numEventTimeTimers()).isZero();
        tell(join);
        Outcomes expected = oracle(policy, inOrder);
        assertThat(outcomes.counts()).isEqualTo(expected.counts());
        assertThat(outcomes.sorted()).isEqualTo(expected.sorted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void whatComesWhenItsTimeIsSettledIsLateEvenAfterARestart(String backend) throws Exception {
        JoinPolicy policy =
                new JoinPolicy(JoinKeying.MODEL_AND_ID, 24_000, 0, 0, ConflictPolicy.FIRST, AbsencePolicy.IGNORE);
        JoinEvent late = JoinEvent.prediction(999, Lane.NONE, new byte[] {0, 1}, new byte[] {42});
        var join = open(backend, policy, null);
        join.processWatermark(new Watermark(1_698));
        take(join, "in-time", late);
        join.processWatermark(new Watermark(1_699));
        take(join, "late", late);
        join = restarted(join, backend, policy);
        take(join, "late-too", late);
        join.processWatermark(Watermark.MAX_WATERMARK);
        tell(join);

        assertThat(outcomes.sorted())
                .containsEntry("late", List.of("PREDICTION_LATE at 999 raw 2a"))
                .containsEntry("late-too", List.of("PREDICTION_LATE at 999 raw 2a"))
                .hasEntrySatisfying("in-time", told -> assertThat(told).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void theEndOfTheInputDecidesAllAndMakesNothingLateAfterwards(String backend) throws Exception {
        JoinPolicy policy =
                new JoinPolicy(JoinKeying.MODEL_AND_ID, 24_000, 100, 100, ConflictPolicy.LAST, AbsencePolicy.NEGATIVE);
        JoinEvent prediction = JoinEvent.prediction(5_000, Lane.NONE, new byte[] {0, 1}, new byte[] {42});
        var join = open(backend, policy, null);
        take(join, "drained", prediction);
        join.processWatermark(Watermark.MAX_WATERMARK);
        join = restarted(join, backend, policy);
        take(join, "after", prediction);
        tell(join);

        assertThat(outcomes.sorted())
                .containsOnlyKeys("drained")
                .containsEntry("drained", List.of("negative of  at 5000 with 0001", "predicted of  at 5000 with 0001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void otherTermsApplyToWhatWaits(String backend) throws Exception {
        JoinPolicy policy =
                new JoinPolicy(JoinKeying.MODEL_AND_ID, 24_000, 0, 0, ConflictPolicy.FIRST, AbsencePolicy.IGNORE);
        JoinPolicy shorter =
                new JoinPolicy(JoinKeying.MODEL_AND_ID, 10_000, 0, 0, ConflictPolicy.FIRST, AbsencePolicy.IGNORE);
        var join = open(backend, policy, null);
        take(join, "settled", prediction(5_000));
        join.processWatermark(new Watermark(8_000));
        take(join, "unsettled", prediction(9_500));
        // Also the steps are others: they are as long as a pane, and panes become shorter.
        join = restarted(join, backend, shorter, new SettledTime(new Panes(PANE / 2), 700));

        join.processWatermark(new Watermark(16_198));
        assertThat(join.extractOutputValues()).noneMatch(told -> told.kind() == JoinOutcome.Kind.UNLABELLED);
        join.processWatermark(new Watermark(16_199));
        join.processWatermark(new Watermark(30_000));
        tell(join);

        assertThat(outcomes.sorted())
                .containsEntry(
                        "settled", List.of("predicted of  at 5000 with 0001", "unlabelled of  at 5000 with 0001"))
                .containsEntry(
                        "unsettled", List.of("predicted of  at 9500 with 0001", "unlabelled of  at 9500 with 0001"));
        assertThat(openIds(join)).isZero();
    }

    /** 48 MB, some arrivals larger than a chunk; a task keeps 32 MiB beside its state, unless state is memory too. */
    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void whatIsTooMuchForMemoryWaitsInState(String backend) throws Exception {
        JoinPolicy policy =
                new JoinPolicy(JoinKeying.MODEL_AND_ID, 24_000, 0, 0, ConflictPolicy.FIRST, AbsencePolicy.IGNORE);
        var join = open(backend, policy, null);
        for (int i = 0; i < 4_200; i++) {
            byte[] raw = new byte[i % 700 == 0 ? 100_000 : 11_300];
            take(join, Integer.toString(i), JoinEvent.prediction(i % 5_000, Lane.NONE, new byte[] {0, 1}, raw));
            if (i == 100) {
                assertThat(filed(join, "arrivals")).isZero();
            }
        }
        assertThat(filed(join, "arrivals"))
                .isBetween(backend.equals("heap") ? 0L : 100L, backend.equals("heap") ? 0L : 640L);
        join.processWatermark(new Watermark(60_000));
        tell(join);

        assertThat(outcomes.sorted()).hasSize(4_200);
        assertThat(outcomes.sorted().values())
                .allSatisfy(told -> assertThat(told)
                        .satisfiesExactly(
                                predicted -> assertThat(predicted).startsWith("predicted"),
                                unlabelled -> assertThat(unlabelled).startsWith("unlabelled")));
        assertThat(filed(join, "arrivals")).isZero();
    }

    @Test
    void otherKeysAreRefusedForGood() throws Exception {
        JoinPolicy byId = new JoinPolicy(JoinKeying.ID, 24_000, 0, 0, ConflictPolicy.FIRST, AbsencePolicy.IGNORE);
        JoinPolicy byModel =
                new JoinPolicy(JoinKeying.MODEL_AND_ID, 24_000, 0, 0, ConflictPolicy.FIRST, AbsencePolicy.IGNORE);
        var join = open("heap", byId, null);

        assertThatThrownBy(() -> restarted(join, "heap", byModel))
                .isInstanceOf(SuppressRestartsException.class)
                .hasRootCauseMessage(
                        "The state holds predictions and labels that are joined by ID, but the configuration says"
                                + " MODEL_AND_ID. Set labels.join_by as it was, or start without state.");
    }

    private static JoinEvent prediction(long time) {
        return JoinEvent.prediction(time, Lane.NONE, new byte[] {0, 1}, new byte[] {42});
    }

    private static Outcomes oracle(JoinPolicy policy, List<Arrival> arrivals) {
        Map<String, List<JoinEvent>> byKey = new HashMap<>();
        for (Arrival arrival : arrivals) {
            byKey.computeIfAbsent(arrival.key(), none -> new ArrayList<>()).add(arrival.event());
        }
        Outcomes expected = new Outcomes();
        byKey.forEach(new JoinOracle(policy, expected)::judge);
        return expected;
    }

    private static void take(
            KeyedOneInputStreamOperatorTestHarness<Integer, JoinInput, JoinOutcome> join, String id, JoinEvent event)
            throws Exception {
        join.processElement(new StreamRecord<>(JoinInput.of(JoinKey.of("m", "", id), event), event.time()));
    }

    /** Writes down what the operator told. */
    private void tell(KeyedOneInputStreamOperatorTestHarness<Integer, JoinInput, JoinOutcome> join) {
        for (JoinOutcome told : join.extractOutputValues()) {
            JoinOutput out = outcomes.of(told.key().id());
            switch (told.kind()) {
                case PREDICTED -> out.predicted(told.lane(), told.time(), told.content());
                case LABELLED -> out.labelled(told.lane(), told.time(), told.content(), told.labelTime(), told.label());
                case NEGATIVE -> out.negative(told.lane(), told.time(), told.content());
                case UNLABELLED -> out.unlabelled(told.lane(), told.time(), told.content());
                case CONFLICTED -> out.conflicted(told.lane(), told.time(), told.content());
                case DUPLICATE_LABEL -> out.duplicateLabel(told.time());
                case LABEL_SHARED -> out.shared(told.time());
                case PREDICTION_LATE, LABEL_LATE ->
                    outcomes.add(
                            told.key().id(),
                            told.kind() + " at " + told.time() + " raw " + HEX.formatHex(told.content()));
                default -> out.lost(JoinLoss.valueOf(told.kind().name()), told.lane(), told.time(), told.content());
            }
        }
    }

    /** How many ids there is state of, beside the events that have not been judged. */
    private static long openIds(KeyedOneInputStreamOperatorTestHarness<Integer, JoinInput, JoinOutcome> join)
            throws Exception {
        JoinOperator operator = (JoinOperator) join.getOperator();
        long ids = 0;
        for (int bucket = 0; bucket < BUCKETS.size(); bucket++) {
            operator.setCurrentKey(BUCKETS.key(bucket));
            MapState<JoinKey, byte[]> episodes = operator.getKeyedStateBackend()
                    .getPartitionedState(
                            VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, JoinOperator.EPISODES);
            for (JoinKey ignored : episodes.keys()) {
                ids++;
            }
        }
        return ids;
    }

    private static long filed(
            KeyedOneInputStreamOperatorTestHarness<Integer, JoinInput, JoinOutcome> join, String state) {
        KeyedStateBackend<Integer> backend = ((JoinOperator) join.getOperator()).getKeyedStateBackend();
        try (Stream<Tuple2<Integer, Long>> steps = backend.getKeysAndNamespaces(state)) {
            return steps.count();
        }
    }

    private KeyedOneInputStreamOperatorTestHarness<Integer, JoinInput, JoinOutcome> restarted(
            KeyedOneInputStreamOperatorTestHarness<Integer, JoinInput, JoinOutcome> join,
            String backend,
            JoinPolicy policy)
            throws Exception {
        return restarted(join, backend, policy, SETTLED);
    }

    private KeyedOneInputStreamOperatorTestHarness<Integer, JoinInput, JoinOutcome> restarted(
            KeyedOneInputStreamOperatorTestHarness<Integer, JoinInput, JoinOutcome> join,
            String backend,
            JoinPolicy policy,
            SettledTime settled)
            throws Exception {
        OperatorSubtaskState snapshot = join.snapshot(1, 1);
        tell(join);
        join.close();
        harnesses.remove(join);
        return open(backend, policy, settled, snapshot);
    }

    private KeyedOneInputStreamOperatorTestHarness<Integer, JoinInput, JoinOutcome> open(
            String backend, JoinPolicy policy, OperatorSubtaskState snapshot) throws Exception {
        return open(backend, policy, SETTLED, snapshot);
    }

    private KeyedOneInputStreamOperatorTestHarness<Integer, JoinInput, JoinOutcome> open(
            String backend, JoinPolicy policy, SettledTime settled, OperatorSubtaskState snapshot) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new JoinOperator(policy, settled, BUCKETS), BUCKETS, Types.INT, MAX_PARALLELISM, 1, 0);
        StateBackend stateBackend =
                backend.equals("heap") ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
        harness.setStateBackend(stateBackend);
        harness.setup(JoinOutcomeSerializer.INSTANCE);
        harnesses.add(harness);
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
        return harness;
    }
}
