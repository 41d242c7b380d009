package dev.plumbline.job.delayed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.oracle.LabelLogs;
import dev.plumbline.job.oracle.LabelOracle;
import dev.plumbline.job.oracle.LabelRules;
import dev.plumbline.job.oracle.LabelRules.Absence;
import dev.plumbline.job.oracle.LabelRules.Conflicts;
import dev.plumbline.job.oracle.LabelRules.JoinBy;
import dev.plumbline.job.oracle.LabelRules.Windows;
import dev.plumbline.job.oracle.LabelTraffic.Arrival;
import dev.plumbline.job.oracle.WindowFamily;
import dev.plumbline.serde.ReasonCode;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is reported before all is known, of late records, and of outputs, against the oracle. */
@Timeout(120)
class DelayedReportsTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = StandardTraffic.cluster();

    /** One task decides when its watermark says so, so each early report can be told to the byte, too. */
    @ParameterizedTest
    @EnumSource(Conflicts.class)
    void anEarlyReportTellsWhatIsCertainAtItsAge(Conflicts conflicts) throws Exception {
        LabelRules rules = StandardTraffic.rules(JoinBy.MODEL_AND_ID, conflicts, Absence.NEGATIVE, Windows.PREDICTION);
        DelayedJob job = new DelayedJob(rules)
                .windows(WindowFamily.sliding(10, 5))
                .allowedLateness(1_700)
                .reportAt(0, 5_000, 10_000, 17_000);
        LabelLogs logs = StandardTraffic.logs(rules, StandardTraffic.outOfOrder());
        try (DelayedRun run = new DelayedRun(job, logs)) {
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

    /** Labels of one window are decided over a whole horizon; a report at each step would be hundreds of each window. */
    @ParameterizedTest
    @EnumSource(Conflicts.class)
    void aWindowByTheTimeOfLabelsIsReportedOnce(Conflicts conflicts) throws Exception {
        LabelRules rules = StandardTraffic.rules(JoinBy.MODEL_AND_ID, conflicts, Absence.NEGATIVE, Windows.LABEL);
        DelayedJob job = new DelayedJob(rules).allowedLateness(1_700);
        LabelLogs logs = StandardTraffic.logs(rules, StandardTraffic.outOfOrder());
        LabelOracle oracle = LabelOracle.judge(job.forTheOracle(), logs);
        try (DelayedRun run = new DelayedRun(job, logs)) {
            run.toTheEnd(1, "hashmap", null);

            Verdict.assertRight(run, oracle);
            assertThat(run.reports().notFinal()).isZero();
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
        LabelRules rules = StandardTraffic.rules(joinBy, conflicts, Absence.NEGATIVE, windows);
        DelayedJob job = new DelayedJob(rules).allowedLateness(1_700).someLate();
        LabelLogs logs = StandardTraffic.logs(rules, new Arrival(4, 3, true, 20 * DelayedJob.OUT_OF_ORDERNESS, true));
        LabelOracle oracle = LabelOracle.judge(job.forTheOracle(), logs);
        try (DelayedRun run = new DelayedRun(job, logs)) {
            run.toTheEnd(parallelism, "hashmap", null);

            Verdict.assertRight(run, oracle);
            assertThat(oracle.refused(ReasonCode.LATE)).isGreaterThan(StandardTraffic.PREDICTIONS / 4);
        }
    }

    @ParameterizedTest
    @CsvSource({"MODEL_AND_ID, FIRST, IGNORE, PREDICTION, 2", "ID, LAST, NEGATIVE, LABEL, 4"})
    void eachOutputIsCountedWithItsOwnLabels(
            JoinBy joinBy, Conflicts conflicts, Absence absence, Windows windows, int parallelism) throws Exception {
        LabelRules rules = StandardTraffic.rules(joinBy, conflicts, absence, windows);
        DelayedJob job = new DelayedJob(rules).twoOutputs();
        LabelLogs logs = StandardTraffic.logsOfTwoOutputs(rules, StandardTraffic.outOfOrder());
        LabelOracle oracle = LabelOracle.judge(job.forTheOracle(), logs);
        try (DelayedRun run = new DelayedRun(job, logs)) {
            run.toTheEnd(parallelism, "hashmap", null);

            Verdict.assertRight(run, oracle);
            assertThat(oracle.refused(ReasonCode.SHAPE_MISMATCH)).isPositive();
            assertThat(oracle.reports().keySet()).anyMatch(key -> key.contains("\"output\":\"buy\""));
        }
    }
}
