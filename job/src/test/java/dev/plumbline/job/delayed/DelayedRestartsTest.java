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
import java.nio.file.Path;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The job with delayed labels that fails, or is stopped and goes on as another one, against the oracle, which knows of neither. */
@Timeout(120)
class DelayedRestartsTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = StandardTraffic.cluster();

    @TempDir
    private Path folder;

    /** What was said again after the restart is the same again. */
    @ParameterizedTest
    @CsvSource({
        "MODEL_AND_ID, LAST, PREDICTION, 2, hashmap",
        "MODEL_VERSION_AND_ID, REJECT, PREDICTION, 1, hashmap",
        "ID, FIRST, LABEL, 4, rocksdb"
    })
    void aFailureAndARestartChangeNoByte(
            JoinBy joinBy, Conflicts conflicts, Windows windows, int parallelism, String backend) throws Exception {
        LabelRules rules = StandardTraffic.rules(joinBy, conflicts, Absence.NEGATIVE, windows);
        DelayedJob job = new DelayedJob(rules).allowedLateness(1_700);
        LabelLogs logs = StandardTraffic.logs(rules, StandardTraffic.outOfOrder());
        LabelOracle oracle = LabelOracle.judge(job.forTheOracle(), logs);
        try (DelayedRun run = DelayedRun.thatRepeats(job, logs)) {
            run.toTheEndThroughAFailure(parallelism, backend);

            assertThat(run.hasFailed()).isTrue();
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
    void goingOnFromASavepointAtAnotherParallelismChangesNoByte(
            JoinBy joinBy, Conflicts conflicts, Windows windows, int from, int to, String backend, String nextBackend)
            throws Exception {
        LabelRules rules = StandardTraffic.rules(joinBy, conflicts, Absence.IGNORE, windows);
        DelayedJob job = new DelayedJob(rules);
        LabelLogs logs = StandardTraffic.logs(rules, new Arrival(4, 3, false, DelayedJob.OUT_OF_ORDERNESS, false));
        LabelOracle oracle = LabelOracle.judge(job.forTheOracle(), logs);
        try (DelayedRun run = new DelayedRun(job, logs)) {
            Path savepoint = run.toTheMiddle(from, backend, folder);
            run.toTheEnd(to, nextBackend, savepoint);

            Verdict.assertRight(run, oracle);
        }
    }
}
