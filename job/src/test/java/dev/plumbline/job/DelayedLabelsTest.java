package dev.plumbline.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.job.memory.Collected;
import dev.plumbline.job.time.Coverage;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LabelCoverage;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.WindowReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A handful of predictions and labels through the whole job, each outcome once, to be checked by hand. */
class DelayedLabelsTest {
    private static final String PREDICTIONS = """
            {"model":"m","id":"labelled","time":1000000010000,"y_pred":0.5}
            {"model":"m","id":"labelled","time":1000000011000,"y_pred":0.25}
            {"model":"m","id":"never","time":1000000012000,"y_pred":0.25}
            {"model":"m","id":"disputed","time":1000000013000,"y_pred":0.25}
            {"model":"m","id":"list","time":1000000014000,"y_pred":[0.25,0.5]}
            """;
    private static final String LABELS = """
            {"model":"m","id":"labelled","time":1000000040000,"y_true":1}
            {"model":"m","id":"labelled","time":1000000041000,"y_true":1}
            {"model":"m","id":"disputed","time":1000000020000,"y_true":0}
            {"model":"m","id":"disputed","time":1000000021000,"y_true":1}
            {"model":"m","id":"list","time":1000000015000,"y_true":1}
            {"model":"m","id":"never","time":1000000112000,"y_true":1}
            {"model":"m","id":"nobody","time":1000000015000,"y_true":1}
            {"model":"m","id":"broken","time":1000000015000,"y_true":2}
            """;

    @TempDir
    private Path folder;

    private final Collected<RevisedReport> reports = new Collected<>();
    private final Collected<DeadLetter> letters = new Collected<>();
    private final Collected<LedgerBalance> balances = new Collected<>();

    @Test
    void aCohortTellsWhatBecameOfEachPrediction() throws Exception {
        run("prediction", "negative");

        WindowReport report = onlyReport();
        assertThat(report.start()).isEqualTo(999_999_960_000L);
        assertThat(report.records()).isEqualTo(3);
        assertThat(report.labels())
                .isEqualTo(new LabelCoverage(1, 2, 30_000, 30_000, new LabelCoverage.Cohort(4, 0, 1, 60_000)));
        assertThat(letters.values())
                .extracting(letter -> letter.rejection().reason().code() + " " + letter.offset())
                .containsExactlyInAnyOrder(
                        "duplicate_prediction 64",
                        "label_conflict 124",
                        "label_conflict 186",
                        "label_shape_mismatch 248",
                        "label_past_horizon 306",
                        "label_orphan 365",
                        "label_out_of_range 425");
        assertThat(balances.values())
                .allSatisfy(balance -> assertThat(balance.residual()).isZero());
    }

    @Test
    void aWindowByTheTimeOfLabelsHoldsWhatWasCounted() throws Exception {
        run("label", "ignore");

        WindowReport report = onlyReport();
        // The label of "labelled" came in the next minute.
        assertThat(report.start()).isEqualTo(1_000_000_020_000L);
        assertThat(report.records()).isOne();
        assertThat(report.labels()).isEqualTo(new LabelCoverage(1, 0, 30_000, 30_000, null));
        assertThat(newest(LedgerAccount.ofModel("m")))
                .isEqualTo(new LedgerBalance(
                        LedgerAccount.ofModel("m"),
                        5,
                        1,
                        0,
                        Map.of(
                                ReasonCode.DUPLICATE_PREDICTION, 1L,
                                ReasonCode.UNLABELLED, 2L,
                                ReasonCode.LABELS_DISAGREE, 1L)));
        assertThat(newest(LedgerAccount.LABELS))
                .isEqualTo(new LedgerBalance(
                        LedgerAccount.LABELS,
                        8,
                        1,
                        0,
                        Map.of(
                                ReasonCode.DUPLICATE_LABEL, 1L,
                                ReasonCode.LABEL_CONFLICT, 2L,
                                ReasonCode.LABEL_SHAPE_MISMATCH, 1L,
                                ReasonCode.LABEL_PAST_HORIZON, 1L,
                                ReasonCode.LABEL_ORPHAN, 1L,
                                ReasonCode.LABEL_OUT_OF_RANGE, 1L)));
    }

    private LedgerBalance newest(LedgerAccount account) {
        return balances.values().stream()
                .filter(balance -> balance.account().equals(account))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private WindowReport onlyReport() {
        assertThat(reports.values()).hasSize(1);
        return reports.values().get(0).report();
    }

    private void run(String windows, String absence) throws Exception {
        Path predictions = Files.writeString(folder.resolve("predictions.jsonl"), PREDICTIONS);
        Path labels = Files.writeString(folder.resolve("labels.jsonl"), LABELS);
        JobConfig config =
                ConfigLoader.load("""
                source: {files: {path: '%s'}}
                labels:
                  files: {path: '%s'}
                  horizon: 1m
                  conflicts: reject
                  absence: %s
                  windows: %s
                engine: {parallelism: 2}
                """.formatted(predictions, labels, absence, windows), "test", List.of(), Map.of());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        PlumblineTopology.define(env, config, Coverage.whole(), Inputs.of(config), reports, letters, balances);
        env.execute();
    }
}
