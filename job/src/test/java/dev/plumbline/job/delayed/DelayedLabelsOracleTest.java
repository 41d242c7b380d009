package dev.plumbline.job.delayed;

import dev.plumbline.job.oracle.LabelLogs;
import dev.plumbline.job.oracle.LabelOracle;
import dev.plumbline.job.oracle.LabelRules;
import dev.plumbline.job.oracle.LabelRules.Absence;
import dev.plumbline.job.oracle.LabelRules.Conflicts;
import dev.plumbline.job.oracle.LabelRules.JoinBy;
import dev.plumbline.job.oracle.LabelRules.Windows;
import dev.plumbline.job.oracle.LabelTraffic.Arrival;
import dev.plumbline.job.oracle.WindowFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole job over predictions and labels against the oracle: every byte of every final report, every dead letter, every account of
 * the ledger, under all policies.
 */
class DelayedLabelsOracleTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = StandardTraffic.cluster();

    private static final int MANY = Integer.getInteger("plumbline.label-predictions-at-once", 1_000_000);

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
                        boolean inOrder = n / 2 % 2 == 0;
                        scenarios.add(
                                scenario(rules(joinBy, conflicts, absence, windows, 0, remember(n / 2)), n, inOrder));
                        scenarios.add(scenario(
                                rules(joinBy, conflicts, absence, windows, StandardTraffic.EARLY, remember(n / 2 + 1)),
                                n + 1,
                                !inOrder));
                    }
                }
            }
        }
        return scenarios.stream();
    }

    private static LabelRules rules(
            JoinBy joinBy, Conflicts conflicts, Absence absence, Windows windows, long early, long remember) {
        return new LabelRules(joinBy, conflicts, absence, windows, StandardTraffic.HORIZON, early, remember);
    }

    /** Not at all; for shorter than labels may be early; and for as long as unless configured. */
    private static long remember(int n) {
        return new long[] {0, 3_000, StandardTraffic.HORIZON}[n % 3];
    }

    private static Scenario scenario(LabelRules rules, int n, boolean inOrder) {
        DelayedJob job = new DelayedJob(rules).allowedLateness(n % 4 < 2 ? 0 : 1_700);
        switch (n / 4 % 3) {
            case 0 -> job.windows(WindowFamily.tumbling(20), WindowFamily.sliding(40, 20));
            // The horizon is no multiple of these panes.
            case 1 -> job.windows(WindowFamily.cumulative(60, 20), WindowFamily.tumbling(10));
            default -> job.metrics("calibration: {metrics: [roc_auc, reliability_bins], bins: 5}");
        }
        return new Scenario(
                job,
                new Arrival(4, 3, n / 3 % 2 == 0, inOrder ? 0 : DelayedJob.OUT_OF_ORDERNESS, n % 5 != 0),
                new int[] {1, 2, 4}[n % 3]);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    @Timeout(120)
    void everyByteIsThatOfTheOracle(Scenario scenario) throws Exception {
        LabelLogs logs = StandardTraffic.logs(scenario.job().rules(), scenario.arrival());
        LabelOracle oracle = LabelOracle.judge(scenario.job().forTheOracle(), logs);
        try (DelayedRun run = new DelayedRun(scenario.job(), logs)) {
            run.toTheEnd(scenario.parallelism(), "hashmap", null);

            Verdict.assertRight(run, oracle);
        }
    }

    @Test
    @Timeout(300)
    void aMillionPredictions() throws Exception {
        LabelRules rules =
                StandardTraffic.rules(JoinBy.MODEL_AND_ID, Conflicts.LAST, Absence.NEGATIVE, Windows.PREDICTION);
        // A state of this size is not worth ten checkpoints a second.
        DelayedJob job = new DelayedJob(rules).checkpointInterval("5s");
        LabelLogs logs = StandardTraffic.logs(rules, new Arrival(8, 4, false, DelayedJob.OUT_OF_ORDERNESS, true), MANY);
        LabelOracle oracle = LabelOracle.judge(job.forTheOracle(), logs);
        try (DelayedRun run = new DelayedRun(job, logs)) {
            run.toTheEnd(4, "hashmap", null);

            Verdict.assertRight(run, oracle);
        }
    }
}
