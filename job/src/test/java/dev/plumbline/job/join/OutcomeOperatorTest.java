package dev.plumbline.job.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.Records;
import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.LedgerPosting;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.flow.SourceRecordSerializer;
import dev.plumbline.job.join.JoinOutcome.Kind;
import dev.plumbline.job.label.AbsencePolicy;
import dev.plumbline.job.label.ConflictPolicy;
import dev.plumbline.job.label.JoinKeying;
import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.label.WindowTime;
import dev.plumbline.metric.DType;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LedgerAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Collectors;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where each outcome goes: to which window, to the dead letters or neither, and how the ledger hears of it. */
class OutcomeOperatorTest {
    private static final long HORIZON = 100;
    private static final JoinKey KEY = JoinKey.of("ctr", "", "a1");
    private static final byte[] ONE = {0, 0x3f, (byte) 0xf0};

    private final SourceRecord record = Records.valid("ctr", 2, 17, 50, 0, 0.25, 1);
    private final byte[] facts = Memory.bytes(out -> PredictionFacts.write(record, true, out));
    private final byte[] raw = Memory.bytes(out -> RawRecord.write(record, out));
    private OneInputStreamOperatorTestHarness<JoinOutcome, SourceRecord> outcomes;

    private void open(JoinKeying keying, WindowTime windows) throws Exception {
        JoinPolicy policy = new JoinPolicy(keying, HORIZON, 0, 0, ConflictPolicy.FIRST, AbsencePolicy.NEGATIVE);
        outcomes = new OneInputStreamOperatorTestHarness<>(new OutcomeOperator(policy, windows, DType.FLOAT32));
        outcomes.setup(SourceRecordSerializer.INSTANCE);
        outcomes.open();
    }

    @AfterEach
    void close() throws Exception {
        outcomes.close();
    }

    private void tell(Kind kind, byte[] content) throws Exception {
        tell(new JoinOutcome(kind, KEY, Lane.NONE, 50, content, 0, Lane.NONE));
    }

    private void tell(JoinOutcome outcome) throws Exception {
        outcomes.processElement(new StreamRecord<>(outcome, outcome.time()));
    }

    private static JoinOutcome labelled(byte[] lane, byte[] facts) {
        return new JoinOutcome(Kind.LABELLED, KEY, lane, 50, facts, 57, ONE);
    }

    /** What went to the windows: status, age of the label, label, and the time of the window. */
    private List<String> sent() {
        List<String> sent = new ArrayList<>();
        for (Object element : outcomes.getOutput()) {
            StreamRecord<?> out = (StreamRecord<?>) element;
            Prediction prediction = ((SourceRecord) out.getValue()).prediction();
            assertThat(prediction.time()).isEqualTo(out.getTimestamp());
            assertThat(prediction.yPred()).isEqualTo(0.25);
            sent.add(prediction.labelStatus() + " " + prediction.labelAge() + " " + prediction.yTrue() + " at "
                    + prediction.time());
        }
        return sent;
    }

    private List<DeadLetter> lost() {
        Queue<StreamRecord<DeadLetter>> letters = outcomes.getSideOutput(FlowTypes.DEAD_LETTERS);
        return letters == null
                ? List.of()
                : letters.stream().map(StreamRecord::getValue).toList();
    }

    /** What the ledger is told before the next barrier, by account. */
    private Map<LedgerAccount, LedgerPosting> posted() throws Exception {
        outcomes.prepareSnapshotPreBarrier(1);
        Queue<StreamRecord<LedgerPosting>> postings = outcomes.getSideOutput(FlowTypes.POSTINGS);
        return postings == null
                ? Map.of()
                : postings.stream()
                        .map(StreamRecord::getValue)
                        .collect(Collectors.toMap(LedgerPosting::account, posting -> posting));
    }

    private static Map<Long, Long> waiting(long records) {
        return Map.of(LedgerPosting.UNDECIDED, records);
    }

    @Test
    void aCohortHearsOfAPredictionWhenItIsMadeAndWhenItIsLabelled() throws Exception {
        open(JoinKeying.MODEL_AND_ID, WindowTime.PREDICTION);
        tell(Kind.PREDICTED, facts);
        tell(labelled(Lane.NONE, facts));

        assertThat(sent()).containsExactly("AWAITED 0 0.0 at 50", "LABELLED 7 1.0 at 50");
        assertThat(lost()).isEmpty();
        Map<LedgerAccount, LedgerPosting> posted = posted();
        // It is counted where it reaches the windows.
        assertThat(posted.get(LedgerAccount.ofModel("ctr")).summed()).isEqualTo(waiting(-1));
        assertThat(posted.get(LedgerAccount.LABELS).summed())
                .isEqualTo(Map.of(LedgerPosting.UNDECIDED, -1L, LedgerPosting.FINISHED, 1L));
    }

    @Test
    void aWindowByTheTimeOfLabelsHearsOnlyOfWhatCounts() throws Exception {
        open(JoinKeying.MODEL_AND_ID, WindowTime.LABEL);
        tell(Kind.PREDICTED, facts);
        tell(labelled(Lane.NONE, facts));
        tell(Kind.NEGATIVE, facts);
        tell(Kind.UNLABELLED, facts);
        tell(Kind.CONFLICTED, facts);

        assertThat(sent()).containsExactly("LABELLED 7 1.0 at 57", "NEGATIVE 0 0.0 at 150");
        assertThat(posted().get(LedgerAccount.ofModel("ctr")).summed()).isEqualTo(waiting(-4));
    }

    @ParameterizedTest
    @CsvSource({"UNLABELLED, UNLABELLED", "CONFLICTED, LABELS_DISAGREE"})
    void whatIsLeftOutStaysInItsCohortAndIsNoDeadLetter(Kind kind, ReasonCode reason) throws Exception {
        open(JoinKeying.MODEL_AND_ID, WindowTime.PREDICTION);
        tell(kind, facts);

        assertThat(sent()).containsExactly(kind + " 0 0.0 at 50");
        assertThat(lost()).isEmpty();
        LedgerPosting posted = posted().get(LedgerAccount.ofModel("ctr"));
        assertThat(posted.summed()).isEqualTo(waiting(-1));
        assertThat(posted.notCounted()).isEqualTo(Map.of(reason, 1L));
    }

    @ParameterizedTest
    @EnumSource(JoinLoss.class)
    void whatIsLostIsADeadLetterWithTheRecordAsItCame(JoinLoss loss) throws Exception {
        open(JoinKeying.MODEL_AND_ID, WindowTime.PREDICTION);
        tell(Kind.of(loss), raw);

        assertThat(sent()).isEmpty();
        DeadLetter letter = lost().get(0);
        assertThat(letter).isEqualTo(record.toDeadLetter(letter.rejection()));
        assertThat(letter.rejection().message()).contains("model \"ctr\" id \"a1\"");
        LedgerAccount account =
                loss == JoinLoss.DUPLICATE_PREDICTION ? LedgerAccount.ofModel("ctr") : LedgerAccount.LABELS;
        assertThat(posted()).containsOnlyKeys(account);
        assertThat(posted().get(account).summed()).isEqualTo(waiting(-1));
        assertThat(posted().get(account).notCounted())
                .isEqualTo(Map.of(letter.rejection().reason(), 1L));
    }

    @ParameterizedTest
    @CsvSource({"PREDICTION_LATE, false", "LABEL_LATE, true"})
    void whatComesTooLateWaitsNoLonger(Kind kind, boolean label) throws Exception {
        open(JoinKeying.MODEL_AND_ID, WindowTime.PREDICTION);
        tell(kind, raw);

        LedgerPosting posted = posted().get(label ? LedgerAccount.LABELS : LedgerAccount.ofModel("ctr"));
        assertThat(posted.summed()).isEqualTo(waiting(-1));
        assertThat(posted.notCounted()).isEqualTo(Map.of(ReasonCode.LATE_AFTER_IDLE, 1L));
        assertThat(lost()).hasSize(1);
    }

    @Test
    void aLabelForSeveralPredictionsComesInOnceMoreForEach() throws Exception {
        open(JoinKeying.ID, WindowTime.PREDICTION);
        byte[] unversioned = Memory.bytes(out -> PredictionFacts.write(record, false, out));
        tell(labelled(new LaneName("champion", "1").toBytes(), unversioned));
        tell(Kind.LABEL_SHARED, Lane.NONE);
        tell(labelled(new LaneName("challenger", "2").toBytes(), unversioned));

        assertThat(outcomes.extractOutputValues())
                .extracting(
                        out -> out.prediction().model() + " " + out.prediction().version())
                .containsExactly("champion 1", "challenger 2");
        LedgerPosting labels = posted().get(LedgerAccount.LABELS);
        assertThat(labels.in()).isEqualTo(1);
        assertThat(labels.summed()).isEqualTo(Map.of(LedgerPosting.UNDECIDED, -1L, LedgerPosting.FINISHED, 2L));
    }

    @Test
    void aDuplicateLabelIsOnlyCounted() throws Exception {
        open(JoinKeying.MODEL_AND_ID, WindowTime.PREDICTION);
        tell(Kind.DUPLICATE_LABEL, Lane.NONE);

        assertThat(sent()).isEmpty();
        assertThat(lost()).isEmpty();
        assertThat(posted().get(LedgerAccount.LABELS).notCounted()).isEqualTo(Map.of(ReasonCode.DUPLICATE_LABEL, 1L));
    }
}
