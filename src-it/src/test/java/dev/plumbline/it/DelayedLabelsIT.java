package dev.plumbline.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.it.Deployment.Killable;
import dev.plumbline.job.oracle.LabelLogs;
import dev.plumbline.job.oracle.LabelOracle;
import dev.plumbline.job.oracle.LabelRules;
import dev.plumbline.job.oracle.LabelRules.Absence;
import dev.plumbline.job.oracle.LabelRules.Conflicts;
import dev.plumbline.job.oracle.LabelRules.JoinBy;
import dev.plumbline.job.oracle.LabelRules.Windows;
import dev.plumbline.job.oracle.LabelTraffic;
import dev.plumbline.job.oracle.LabelTraffic.Arrival;
import dev.plumbline.job.oracle.Logs;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Predictions and labels on two topics of a real broker, through a real cluster in which things break, against the oracle. */
@ExtendWith(Deployment.Resolver.class)
class DelayedLabelsIT {

    private static final long SEED = 20_261_126;
    private static final int PREDICTIONS = 20_000;
    private static final long HORIZON = 24_000;
    private static final long SPAN = 240_000;

    private static LabelLogs logs(LabelRules rules) {
        return LabelTraffic.generate(SEED, rules, PREDICTIONS, SPAN).arrive(new Arrival(4, 3, true, 2_500, false));
    }

    @Test
    void aKilledWorkerAndAnotherParallelismChangeNoByte(@Killable Deployment deployment) throws IOException {
        LabelRules rules = new LabelRules(
                JoinBy.MODEL_AND_ID, Conflicts.LAST, Absence.NEGATIVE, Windows.PREDICTION, HORIZON, 5_500, HORIZON);
        LabelLogs logs = logs(rules);
        try (DelayedRun run = new DelayedRun(deployment, "delayed", rules, logs)) {
            // Every slot is needed, so whichever worker dies takes a part of the job along.
            run.start(4, null);
            sendNextThird(run);
            run.awaitRecords(run.sent(), Long.MAX_VALUE);

            sendNextThird(run);
            deployment.cluster().killTaskManager();
            deployment.cluster().startTaskManager();
            run.awaitRecords(run.sent(), Long.MAX_VALUE);

            run.start(2, run.stopWithSavepoint());
            sendNextThird(run);
            run.letTimePass(Logs.PREDICTIONS);
            run.letTimePass(Logs.LABELS);
            run.awaitEnd();

            LabelOracle oracle = run.oracle(logs);
            run.assertReports(oracle);
            assertThat(run.fates().differences(oracle.fates())).isEmpty();
            run.assertLedger(oracle);
        }
    }

    @Test
    void aLabelTopicThatIsNotThereIsNamed(Deployment deployment) throws IOException {
        LabelRules rules = LabelRules.of(HORIZON);
        try (DelayedRun run = new DelayedRun(deployment, "absent", rules, logs(rules))) {
            assertThatThrownBy(() -> run.start(1, null, "labels.kafka.topics=[nowhere.labels]"))
                    .hasMessageContaining("labels.kafka.topics: topic \\\"nowhere.labels\\\"");
        }
    }

    private static void sendNextThird(DelayedRun run) {
        Logs.TOPICS.forEach(run::sendNextThird);
    }
}
