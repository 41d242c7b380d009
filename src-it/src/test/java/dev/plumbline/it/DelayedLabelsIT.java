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
            run.awaitRecords(run.topics().sent(), Long.MAX_VALUE);

            sendNextThird(run);
            deployment.cluster().killTaskManager();
            deployment.cluster().startTaskManager();
            run.awaitRecords(run.topics().sent(), Long.MAX_VALUE);

            run.start(2, run.stopWithSavepoint());
            sendNextThird(run);
            run.topics().letTimePass(Logs.PREDICTIONS, Logs.LABELS);
            run.awaitEnd();

            LabelOracle oracle = run.oracle(logs);
            run.assertReports(oracle);
            assertThat(run.fates().differences(oracle.fates())).isEmpty();
            run.assertLedger(oracle);
        }
    }

    /**
     * Labels stop coming after a third. What waits for them waits, until {@code labels.idleness} lets time go on without: the rest is
     * final, unlabelled. Labels of that time that come after all are dead letters and change nothing; those of now are joined.
     */
    @Test
    void resultsGoOnWithoutLabels(Deployment deployment) throws IOException {
        LabelRules rules = LabelRules.of(HORIZON);
        LabelLogs logs = logs(rules);
        Logs stalled = withAThirdOfTheLabels(logs);
        try (DelayedRun run = new DelayedRun(deployment, "stalled", rules, logs)) {
            run.start(2, null);
            sendNextThird(run);
            run.awaitRecords(run.topics().sent(), Long.MAX_VALUE);
            run.topics().sendNextThird(Logs.PREDICTIONS);
            run.topics().sendNextThird(Logs.PREDICTIONS);
            run.awaitRecords(run.topics().sent(), Long.MAX_VALUE);
            run.awaitLabelsIdle(false, () -> {});
            assertThat(Ledger.total(run.ledger(), Ledger::pending))
                    .as("what waits for labels")
                    .isGreaterThan(PREDICTIONS / 2);

            run.start(2, run.stopWithSavepoint(), "labels.idleness=1s");
            // A restored job knows no time until a prediction comes.
            run.topics().letTimePass(Logs.PREDICTIONS);
            run.awaitEnd();
            run.awaitLabelsIdle(true, () -> {});
            LabelOracle oracle = run.oracle(stalled);
            run.assertReports(oracle);
            run.assertLedger(oracle);
            assertCoverageFalls(run);

            run.topics().sendNextThird(Logs.LABELS);
            run.topics().sendNextThird(Logs.LABELS);
            run.awaitEnd();
            run.assertReports(oracle);
            assertThat(run.fates().differences(late(logs, stalled, oracle))).isEmpty();
            long late = run.ledger().get("(labels)").late();
            assertThat(late).isGreaterThan(PREDICTIONS / 2);

            int predicted = run.topics().predictNow();
            int labelled = run.topics().labelNow();
            // Again and again, or they would be silent before anyone looks.
            run.awaitLabelsIdle(false, run.topics()::labelNow);
            run.topics().letTimePass(Logs.PREDICTIONS, Logs.LABELS);
            assertThat(run.awaitCoverageOfNow()).isEqualTo(new Coverage(predicted, labelled));
            run.awaitEnd();
            assertThat(run.ledgerOfNow())
                    .extracting(Ledger::in, Ledger::counted, Ledger::unlabelled)
                    .containsExactly((long) predicted, (long) labelled, (long) predicted - labelled);
            assertThat(run.ledger().get("(labels)").late()).isEqualTo(late);
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
        Logs.TOPICS.forEach(run.topics()::sendNextThird);
    }

    /** The labels that came are of the first 80 s or so: of most predictions of the first half minute, of none of the last two. */
    private static void assertCoverageFalls(DelayedRun run) throws IOException {
        assertThat(run.coverage(LabelTraffic.START, LabelTraffic.START + 30_000).ratio())
                .isGreaterThan(0.5);
        Coverage after = run.coverage(LabelTraffic.START + 120_000, LabelTraffic.START + SPAN);
        assertThat(after.predicted()).isGreaterThan(PREDICTIONS / 3);
        assertThat(after.labelled()).isZero();
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

    private static Logs withAThirdOfTheLabels(LabelLogs logs) {
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
