package dev.plumbline.job.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.job.oracle.LabelRules.Absence;
import dev.plumbline.job.oracle.LabelRules.Conflicts;
import dev.plumbline.job.oracle.LabelRules.JoinBy;
import dev.plumbline.job.oracle.LabelRules.Windows;
import dev.plumbline.job.oracle.LabelTraffic.Arrival;
import dev.plumbline.job.oracle.RecordReader.Read;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.Label;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.LabelDecoder;
import dev.plumbline.serde.decode.LabelMapping;
import dev.plumbline.serde.decode.PredictionDecoder;
import dev.plumbline.serde.report.FormatException;
import dev.plumbline.serde.report.LabelCoverage;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.WindowReport;
import dev.plumbline.serde.report.WindowReportDecoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is right is said here by hand, and what the traffic holds; the rest trusts the oracle. */
class LabelOracleTest {

    private static final long HORIZON = 24_000;
    private static final LabelRules RULES =
            new LabelRules(JoinBy.ID, Conflicts.LAST, Absence.IGNORE, Windows.PREDICTION, HORIZON, 2_500, HORIZON);
    private static final DecodeOptions OPTIONS = DecodeOptions.defaults(BinaryCrossentropyConfig.defaults());

    private static final WrittenLogs BY_HAND = new WrittenLogs(
            List.of(
                    "{\"model\":\"m\",\"id\":\"labelled\",\"time\":1000000010000,\"y_pred\":0.5}",
                    "{\"model\":\"m\",\"id\":\"labelled\",\"time\":1000000034000,\"y_pred\":0.25}",
                    "{\"model\":\"m\",\"id\":\"never\",\"time\":1000000012000,\"y_pred\":0.25}",
                    "{\"model\":\"m\",\"id\":\"disputed\",\"time\":1000000013000,\"y_pred\":0.25}",
                    "{\"model\":\"m\",\"id\":\"list\",\"time\":1000000014000,\"y_pred\":[0.25,0.5]}"),
            List.of(
                    "{\"model\":\"m\",\"id\":\"labelled\",\"time\":1000000034000,\"y_true\":1}",
                    "{\"model\":\"m\",\"id\":\"disputed\",\"time\":1000000020000,\"y_true\":0}",
                    "{\"model\":\"m\",\"id\":\"disputed\",\"time\":1000000021000,\"y_true\":1}",
                    "{\"model\":\"m\",\"id\":\"list\",\"time\":1000000015000,\"y_true\":1}",
                    "{\"model\":\"m\",\"id\":\"never\",\"time\":1000000036001,\"y_true\":1}",
                    "{\"model\":\"m\",\"id\":\"never\",\"time\":1000000060001,\"y_true\":1}",
                    "{\"model\":\"m\",\"id\":\"never\",\"time\":1000000012000,\"y_true\":2}"));

    private static LabelOracle.Job job(LabelRules rules) {
        return new LabelOracle.Job(
                rules,
                List.of(WindowFamily.tumbling(60)),
                List.of(List.of("country")),
                List.of(),
                new Metrics(BinaryCrossentropyConfig.defaults(), null),
                null);
    }

    private static LabelOracle judge(LabelRules rules, Logs logs) {
        return LabelOracle.judge(job(rules), logs);
    }

    @Test
    void theFatesOfAHandfulOfRecords() {
        LabelRules rules = new LabelRules(
                JoinBy.MODEL_AND_ID, Conflicts.REJECT, Absence.IGNORE, Windows.PREDICTION, HORIZON, 0, HORIZON);
        LabelOracle oracle = judge(rules, BY_HAND);

        Fates expected = new Fates(BY_HAND);
        expected.add(Logs.PREDICTIONS, 0, 1, ReasonCode.DUPLICATE_PREDICTION);
        expected.add(Logs.LABELS, 0, 1, ReasonCode.LABEL_CONFLICT);
        expected.add(Logs.LABELS, 0, 2, ReasonCode.LABEL_CONFLICT);
        expected.add(Logs.LABELS, 0, 3, ReasonCode.LABEL_SHAPE_MISMATCH);
        expected.add(Logs.LABELS, 0, 4, ReasonCode.LABEL_PAST_HORIZON);
        expected.add(Logs.LABELS, 0, 5, ReasonCode.LABEL_ORPHAN);
        expected.add(Logs.LABELS, 0, 6, ReasonCode.LABEL_OUT_OF_RANGE);
        assertThat(oracle.fates().differences(expected)).isEmpty();
        assertThat(oracle.accounts().get(LedgerAccount.ofModel("m")))
                .extracting(Account::in, Account::counted, Account::notCounted)
                .containsExactly(
                        5L,
                        1L,
                        Map.of(
                                ReasonCode.DUPLICATE_PREDICTION, 1L,
                                ReasonCode.LABELS_DISAGREE, 1L,
                                ReasonCode.UNLABELLED, 2L));
    }

    /**
     * By the time of the label all are in the second minute: a label of 1 for 0.5 after 24 s and one of 0 for 0.25 after 7 s, and a 0 at
     * the end of the horizon for 0.25 and for the list, so 4 losses: ln 2, twice -ln 0.75, and the mean of these two.
     */
    @Test
    void theReportOfAHandfulOfRecords() throws FormatException {
        LabelRules rules = new LabelRules(
                JoinBy.MODEL_AND_ID, Conflicts.FIRST, Absence.NEGATIVE, Windows.LABEL, HORIZON, 0, HORIZON);

        Collection<String> reports = judge(rules, BY_HAND).reports().values();

        assertThat(reports).hasSize(1);
        WindowReport report =
                new WindowReportDecoder().decode(reports.iterator().next().getBytes(UTF_8));
        assertThat(report.start()).isEqualTo(1_000_000_020_000L);
        assertThat(report.isFinal()).isTrue();
        assertThat(report.records()).isEqualTo(4);
        assertThat(report.labels()).isEqualTo(new LabelCoverage(2, 2, 15_500, 24_000, null));
        double heads = Math.log(2);
        double rain = -Math.log(0.75);
        // Float32 and the metric's epsilon of 1e-7.
        assertThat(report.result().weightedSum()).isCloseTo(heads + 2 * rain + (heads + rain) / 2, within(1e-6));
        assertThat(report.result().weightCount()).isEqualTo(4);
    }

    /** The same as cohorts, when what comes by 33 s is certain. */
    @Test
    void anEarlyReportOfAHandfulOfRecords() throws FormatException {
        LabelRules rules = new LabelRules(
                JoinBy.MODEL_AND_ID, Conflicts.FIRST, Absence.NEGATIVE, Windows.PREDICTION, HORIZON, 0, HORIZON);
        LabelOracle.Job job = job(rules);

        String report = LabelOracle.judge(job, BY_HAND, 1_000_000_033_000L)
                .reports()
                .values()
                .iterator()
                .next();

        assertThat(new WindowReportDecoder().decode(report.getBytes(UTF_8)))
                .extracting(WindowReport::isFinal, WindowReport::end, WindowReport::records, WindowReport::labels)
                .containsExactly(
                        false,
                        1_000_000_020_000L,
                        1L,
                        new LabelCoverage(1, 0, 7_000, 7_000, new LabelCoverage.Cohort(4, 0, 0, 13_000)));
    }

    @Test
    void theTrafficHoldsWhatItShouldShow() {
        LabelOracle oracle = judge(RULES, logs(0));

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

    /** Which of two equal records is the repetition depends on where they stand; nothing else does. */
    @Test
    void theOrderOfRecordsChangesNoReport() {
        LabelOracle inOrder = judge(RULES, logs(0));
        LabelOracle shuffled = judge(RULES, logs(2_500));

        assertThat(shuffled.reports()).isEqualTo(inOrder.reports());
        assertThat(shuffled.reasons()).isEqualTo(inOrder.reasons());
    }

    /** The oracle reads records by itself, so the two must agree, and with what was meant. */
    @Test
    void recordsAreReadAsTheDecodersReadThem() {
        LabelLogs logs = logs(2_500);
        PredictionDecoder predictions =
                new PredictionDecoder(FieldMapping.defaults().withId("/id").withYTrue(null), OPTIONS);
        LabelDecoder labels = new LabelDecoder(LabelMapping.defaults(), OPTIONS);
        Prediction prediction = new Prediction();
        Label label = new Label();
        List<String> differences = new ArrayList<>();
        for (String topic : Logs.TOPICS) {
            boolean isLabel = topic.equals(Logs.LABELS);
            for (int partition = 0; partition < logs.partitions(topic); partition++) {
                for (int offset = 0; offset < logs.size(topic, partition); offset++) {
                    Logs.Sent sent = logs.at(topic, partition, offset);
                    Read read = RecordReader.read(topic, sent, List.of());
                    Flaw flaw = logs.planned(topic, partition, offset).flaw();
                    String meant = text(flaw == null ? null : flaw.reason(isLabel), read);
                    String decoded = isLabel
                            ? text(labels.decode(sent.value(), sent.timestamp(), label), label)
                            : text(predictions.decode(sent.value(), sent.timestamp(), prediction), prediction);
                    if (!text(read.flaw(), read).equals(meant) || !decoded.equals(meant)) {
                        differences.add(topic + " " + partition + "@" + offset + ": " + meant + ", decoded " + decoded);
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    private static LabelLogs logs(long outOfOrderness) {
        return LabelTraffic.generate(1, RULES, 20_000, 600_000).arrive(new Arrival(4, 3, false, outOfOrderness, true));
    }

    private static String text(@Nullable ReasonCode flaw, Read read) {
        Numbers numbers = read.numbers();
        return flaw != null || numbers == null
                ? String.valueOf(flaw)
                : text(read.model(), read.version(), read.id(), read.time(), numbers.isSingle());
    }

    private static String text(@Nullable Rejection rejection, Label label) {
        return rejection != null
                ? rejection.reason().toString()
                : text(label.model(), label.version(), label.id(), label.time(), label.isScalar());
    }

    private static String text(@Nullable Rejection rejection, Prediction prediction) {
        return rejection != null
                ? rejection.reason().toString()
                : text(
                        prediction.model(),
                        prediction.version(),
                        prediction.id(),
                        prediction.time(),
                        prediction.isScalar());
    }

    private static String text(@Nullable String model, String version, String id, long time, boolean isSingle) {
        return model + "|" + version + "|" + id + "|" + time + "|" + isSingle;
    }
}
