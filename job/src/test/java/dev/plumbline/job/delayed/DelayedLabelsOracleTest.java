package dev.plumbline.job.delayed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.oracle.LabelLogs;
import dev.plumbline.job.oracle.LabelOracle;
import dev.plumbline.job.oracle.LabelRules;
import dev.plumbline.job.oracle.LabelRules.Absence;
import dev.plumbline.job.oracle.LabelRules.Conflicts;
import dev.plumbline.job.oracle.LabelRules.JoinBy;
import dev.plumbline.job.oracle.LabelRules.Windows;
import dev.plumbline.job.oracle.LabelTraffic;
import dev.plumbline.job.oracle.LabelTraffic.Arrival;
import dev.plumbline.job.oracle.WindowFamily;
import dev.plumbline.serde.ReasonCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole job over predictions and labels against the oracle: every byte of every final report, every dead letter, every account of
 * the ledger. {@code -Dplumbline.label-predictions=1000000} makes each run so large, and needs a few gigabytes of heap.
 */
class DelayedLabelsOracleTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    private static final long SEED = 20_261_126;
    private static final int PREDICTIONS = Integer.getInteger("plumbline.label-predictions", 20_000);
    private static final int MILLION = 1_000_000;
    private static final long HORIZON = 24_000;
    private static final long SPAN = 240_000;
    private static final long OUT_OF_ORDERNESS = 2_500;

    @TempDir
    private Path folder;

    /**
     * One way to run.
     *
     * @param job what the job is told
     * @param arrival how records come in
     * @param parallelism of everything
     */
    record Scenario(DelayedJob job, Arrival arrival, int parallelism) {}

    /**
     * Each combination of policies twice, once in order and once not, once with early labels and once without; all else is spread over
     * them.
     */
    static Stream<Scenario> scenarios() {
        List<Scenario> scenarios = new ArrayList<>();
        for (JoinBy joinBy : JoinBy.values()) {
            for (Conflicts conflicts : Conflicts.values()) {
                for (Absence absence : Absence.values()) {
                    for (Windows windows : Windows.values()) {
                        int n = scenarios.size();
                        LabelRules rules =
                                new LabelRules(joinBy, conflicts, absence, windows, HORIZON, 0, remember(n / 2));
                        scenarios.add(scenario(rules, n, n / 2 % 2 == 0));
                        LabelRules early = new LabelRules(
                                joinBy, conflicts, absence, windows, HORIZON, 5_500, remember(n / 2 + 1));
                        scenarios.add(scenario(early, n + 1, n / 2 % 2 != 0));
                    }
                }
            }
        }
        return scenarios.stream();
    }

    /** Not at all; shorter than labels may be early; and as long as unless configured. */
    private static long remember(int n) {
        return new long[] {0, 3_000, HORIZON}[n % 3];
    }

    private static Scenario scenario(LabelRules rules, int n, boolean inOrder) {
        DelayedJob job = DelayedJob.of(rules).withAllowedLateness(n % 4 < 2 ? 0 : 1_700);
        DelayedJob varied = switch (n / 4 % 3) {
            case 0 -> job.withWindows(WindowFamily.tumbling(20), WindowFamily.sliding(40, 20));
            // The horizon is no multiple of these panes.
            case 1 -> job.withWindows(WindowFamily.cumulative(60, 20), WindowFamily.tumbling(10));
            default -> job.withMetrics("calibration: {metrics: [roc_auc, reliability_bins], bins: 5}");
        };
        return new Scenario(
                varied,
                new Arrival(4, 3, n / 3 % 2 == 0, inOrder ? 0 : OUT_OF_ORDERNESS, n % 5 != 0),
                new int[] {1, 2, 4}[n % 3]);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyByteIsThatOfTheOracle(Scenario scenario) throws Exception {
        LabelLogs logs = logs(scenario.job().rules(), scenario.arrival(), PREDICTIONS);
        LabelOracle oracle = LabelOracle.judge(scenario.job().forTheOracle(), logs);
        try (DelayedRun run = new DelayedRun(scenario.job(), logs, false, SEED)) {
            run.toTheEnd(scenario.parallelism(), "hashmap", null);

            Verdict.assertRight(run, oracle);
        }
    }

    @Test
    @Timeout(300)
    void aMillionPredictions() throws Exception {
        LabelRules rules = new LabelRules(
                JoinBy.MODEL_AND_ID, Conflicts.LAST, Absence.NEGATIVE, Windows.PREDICTION, HORIZON, 5_500, HORIZON);
        // A state of this size is not worth ten checkpoints a second.
        DelayedJob job = DelayedJob.of(rules).withCheckpointInterval("5s");
        LabelLogs logs = logs(rules, new Arrival(8, 4, false, OUT_OF_ORDERNESS, true), MILLION);
        LabelOracle oracle = LabelOracle.judge(job.forTheOracle(), logs);
        try (DelayedRun run = new DelayedRun(job, logs, false, SEED)) {
            run.toTheEnd(4, "hashmap", null);

            Verdict.assertRight(run, oracle);
        }
    }

    /** Records that come later than the job waits are judged by their own partitions alone, and then as if they had not come. */
    @ParameterizedTest
    @CsvSource({
        "MODEL_AND_ID, FIRST, PREDICTION, 1",
        "MODEL_VERSION_AND_ID, REJECT, PREDICTION, 4",
        "ID, LAST, LABEL, 2"
    })
    void lateRecordsAreAsIfTheyHadNotCome(JoinBy joinBy, Conflicts conflicts, Windows windows, int parallelism)
            throws Exception {
        LabelRules rules = new LabelRules(joinBy, conflicts, Absence.NEGATIVE, windows, HORIZON, 5_500, HORIZON);
        DelayedJob job = DelayedJob.of(rules).withAllowedLateness(1_700);
        LabelLogs logs = logs(rules, new Arrival(4, 3, true, 20 * OUT_OF_ORDERNESS, true), PREDICTIONS);
        LabelOracle oracle = LabelOracle.judge(job.forTheOracle(true), logs);
        try (DelayedRun run = new DelayedRun(job, logs, false, SEED)) {
            run.toTheEnd(parallelism, "hashmap", null);

            Verdict.assertRight(run, oracle);
            assertThat(oracle.refused(ReasonCode.LATE)).isGreaterThan(PREDICTIONS / 4);
        }
    }

    /** One task decides when its watermark says so, so each early report can be told to the byte, too. */
    @ParameterizedTest
    @EnumSource(Conflicts.class)
    void anEarlyReportTellsWhatIsCertainAtItsAge(Conflicts conflicts) throws Exception {
        LabelRules rules = new LabelRules(
                JoinBy.MODEL_AND_ID, conflicts, Absence.NEGATIVE, Windows.PREDICTION, HORIZON, 5_500, HORIZON);
        DelayedJob job = DelayedJob.of(rules)
                .withWindows(WindowFamily.sliding(10, 5))
                .withAllowedLateness(1_700)
                .reportingAt(0, 5_000, 10_000, 17_000);
        LabelLogs logs = logs(rules, new Arrival(2, 2, true, OUT_OF_ORDERNESS, true), PREDICTIONS);
        try (DelayedRun run = new DelayedRun(job, logs, false, SEED)) {
            run.toTheEnd(1, "hashmap", null);

            List<Long> moments = List.copyOf(run.reports().early().keySet());
            // How many depends on how the watermark happened to step.
            assertThat(moments).hasSizeGreaterThan(4);
            for (int i = 0; i < moments.size(); i += 1 + moments.size() / 8) {
                assertEarly(run.reports().early().get(moments.get(i)), job, logs, moments.get(i));
            }
        }
    }

    private static void assertEarly(Map<String, String> reports, DelayedJob job, LabelLogs logs, long settledBefore) {
        Map<String, String> expected =
                LabelOracle.judge(job.forTheOracle(), logs, settledBefore).reports();
        expected.keySet().retainAll(reports.keySet());
        assertThat(reports).as("settled before %d", settledBefore).isEqualTo(expected);
    }

    /** What was said again after the restart is the same again. */
    @ParameterizedTest
    @CsvSource({
        "MODEL_AND_ID, LAST, PREDICTION, 2, hashmap",
        "MODEL_VERSION_AND_ID, REJECT, PREDICTION, 1, hashmap",
        "ID, FIRST, LABEL, 4, rocksdb"
    })
    @Timeout(120)
    void aFailureAndARestartChangeNoByte(
            JoinBy joinBy, Conflicts conflicts, Windows windows, int parallelism, String backend) throws Exception {
        LabelRules rules = new LabelRules(joinBy, conflicts, Absence.NEGATIVE, windows, HORIZON, 5_500, HORIZON);
        DelayedJob job = DelayedJob.of(rules).withAllowedLateness(1_700);
        LabelLogs logs = logs(rules, new Arrival(4, 3, true, OUT_OF_ORDERNESS, true), PREDICTIONS);
        LabelOracle oracle = LabelOracle.judge(job.forTheOracle(), logs);
        try (DelayedRun run = new DelayedRun(job, logs, true, SEED)) {
            run.toTheEndThroughAFailure(parallelism, backend);

            Verdict.assertRightButForRepetitions(run, oracle, logs);
            assertThat(run.balances().sawPending()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MODEL_AND_ID, FIRST, PREDICTION, 1, 4, hashmap, hashmap",
        "MODEL_VERSION_AND_ID, LAST, LABEL, 4, 2, hashmap, rocksdb",
        "ID, REJECT, PREDICTION, 2, 1, rocksdb, hashmap"
    })
    @Timeout(120)
    void goingOnFromASavepointAtAnotherParallelismChangesNoByte(
            JoinBy joinBy, Conflicts conflicts, Windows windows, int from, int to, String backend, String nextBackend)
            throws Exception {
        LabelRules rules = new LabelRules(joinBy, conflicts, Absence.IGNORE, windows, HORIZON, 5_500, HORIZON);
        DelayedJob job = DelayedJob.of(rules);
        LabelLogs logs = logs(rules, new Arrival(4, 3, false, OUT_OF_ORDERNESS, false), PREDICTIONS);
        LabelOracle oracle = LabelOracle.judge(job.forTheOracle(), logs);
        try (DelayedRun run = new DelayedRun(job, logs, false, SEED)) {
            Path savepoint = run.toTheMiddle(from, backend, folder);
            run.toTheEnd(to, nextBackend, savepoint);

            Verdict.assertRight(run, oracle);
        }
    }

    private static LabelLogs logs(LabelRules rules, Arrival arrival, int predictions) {
        return LabelTraffic.generate(SEED, rules, predictions, SPAN).arrive(arrival);
    }
}
