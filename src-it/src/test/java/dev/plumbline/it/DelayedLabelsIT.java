package dev.plumbline.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.it.Deployment.Killable;
import dev.plumbline.job.oracle.Fates;
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
import dev.plumbline.serde.ReasonCode;
import java.io.IOException;
import java.util.Map;
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

    /**
     * Labels stop coming after a third. Results wait for {@code labels.idleness}, then go on without: predictions become final unlabelled. The labels
     * that come after all are dead letters, and change nothing.
     */
    @Test
    void resultsGoOnWithoutLabels(Deployment deployment) throws IOException {
        LabelRules rules = LabelRules.of(HORIZON);
        LabelLogs logs = logs(rules);
        Logs stalled = withAThirdOfTheLabels(logs);
        try (DelayedRun run = new DelayedRun(deployment, "stalled", rules, logs)) {
            run.start(2, null);
            run.sendNextThird(Logs.LABELS);
            run.sendNextThird(Logs.PREDICTIONS);
            run.awaitRecords(run.sent(), Long.MAX_VALUE);
            run.sendNextThird(Logs.PREDICTIONS);
            run.sendNextThird(Logs.PREDICTIONS);
            run.letTimePass(Logs.PREDICTIONS);
            run.awaitRecords(run.sent(), Long.MAX_VALUE);
            run.awaitCheckpoint();
            assertThat(Ledger.total(run.ledger(), Ledger::pending))
                    .as("what waits for labels")
                    .isGreaterThan(PREDICTIONS / 2);

            run.start(2, run.stopWithSavepoint(), "labels.idleness=1s");
            run.awaitEnd();
            LabelOracle oracle = run.oracle(stalled);
            run.assertReports(oracle);
            run.assertLedger(oracle);
            assertThat(oracle.refused(ReasonCode.UNLABELLED)).isGreaterThan(PREDICTIONS / 2);

            run.sendNextThird(Logs.LABELS);
            run.sendNextThird(Logs.LABELS);
            run.awaitEnd();
            run.assertReports(oracle);
            assertThat(run.fates().differences(late(logs, stalled, oracle))).isEmpty();
            Map<String, Ledger> ledger = run.ledger();
            assertThat(Ledger.reasons(ledger).get(ReasonCode.LATE_AFTER_IDLE.code()))
                    .isEqualTo(ledger.get("(labels)").late())
                    .isGreaterThan(PREDICTIONS / 2);
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

    /** What the oracle says of the labels that came in time; and that the others are late, if nothing else is wrong with them. */
    private static Fates late(LabelLogs logs, Logs stalled, LabelOracle oracle) {
        Fates fates = oracle.fates().in(logs);
        for (int partition = 0; partition < logs.partitions(Logs.LABELS); partition++) {
            for (int offset = stalled.size(Logs.LABELS, partition);
                    offset < logs.size(Logs.LABELS, partition);
                    offset++) {
                ReasonCode flaw = LabelOracle.flaw(Logs.LABELS, logs.at(Logs.LABELS, partition, offset));
                fates.add(Logs.LABELS, partition, offset, flaw == null ? ReasonCode.LATE_AFTER_IDLE : flaw);
            }
        }
        return fates;
    }

    private static Logs withAThirdOfTheLabels(Logs logs) {
        return new Logs() {
            @Override
            public int partitions(String topic) {
                return logs.partitions(topic);
            }

            @Override
            public int size(String topic, int partition) {
                int size = logs.size(topic, partition);
                return topic.equals(LABELS) ? (int) (size * 1L / 3) : size;
            }

            @Override
            public Sent at(String topic, int partition, int offset) {
                return logs.at(topic, partition, offset);
            }
        };
    }
}
