package dev.plumbline.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.LedgerPosting;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten milliseconds of allowed lateness: the pane that ends at 60 is finished at watermark 69. */
class LedgerOperatorTest {

    private static final LedgerAccount CTR = LedgerAccount.ofModel("ctr");
    private static final LedgerAccount CVR = LedgerAccount.ofModel("cvr");

    private final List<KeyedOneInputStreamOperatorTestHarness<LedgerAccount, LedgerPosting, LedgerBalance>> harnesses =
            new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var harness : harnesses) {
            harness.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void whatWaitsForADecisionIsPendingWhateverTheTime(String backend) throws Exception {
        var ledger = open(backend);
        post(ledger, in(LedgerAccount.LABELS, 5));
        post(ledger, summed(LedgerAccount.LABELS, LedgerPosting.UNDECIDED, 5));
        ledger.processWatermark(Watermark.MAX_WATERMARK);
        ledger.prepareSnapshotPreBarrier(1);
        assertThat(taken(ledger)).containsExactly(new LedgerBalance(LedgerAccount.LABELS, 5, 0, 5, Map.of()));

        post(ledger, summed(LedgerAccount.LABELS, LedgerPosting.UNDECIDED, -4));
        post(ledger, summed(LedgerAccount.LABELS, LedgerPosting.FINISHED, 3));
        post(ledger, notCounted(LedgerAccount.LABELS, ReasonCode.LABEL_ORPHAN, 1));
        ledger.prepareSnapshotPreBarrier(2);
        assertThat(taken(ledger))
                .containsExactly(new LedgerBalance(LedgerAccount.LABELS, 5, 3, 1, Map.of(ReasonCode.LABEL_ORPHAN, 1L)));

        post(ledger, summed(LedgerAccount.LABELS, LedgerPosting.UNDECIDED, -1));
        post(ledger, summed(LedgerAccount.LABELS, LedgerPosting.FINISHED, 1));
        ledger.prepareSnapshotPreBarrier(3);
        assertThat(taken(ledger))
                .containsExactly(new LedgerBalance(LedgerAccount.LABELS, 5, 4, 0, Map.of(ReasonCode.LABEL_ORPHAN, 1L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void whatIsUsedCountsBeforeTheFirstWatermark(String backend) throws Exception {
        var ledger = open(backend);
        post(ledger, in(LedgerAccount.LABELS, 2));
        post(ledger, summed(LedgerAccount.LABELS, LedgerPosting.FINISHED, 2));
        ledger.prepareSnapshotPreBarrier(1);

        assertThat(taken(ledger)).containsExactly(new LedgerBalance(LedgerAccount.LABELS, 2, 2, 0, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void publishesBeforeTheBarrierWhatChanged(String backend) throws Exception {
        var ledger = open(backend);
        post(ledger, in(CTR, 5));
        post(ledger, summed(CTR, 60, 3));
        post(ledger, summed(CTR, 120, 1));
        post(ledger, notCounted(CTR, ReasonCode.LATE, 1));
        post(ledger, in(LedgerAccount.UNATTRIBUTED, 2));
        post(ledger, notCounted(LedgerAccount.UNATTRIBUTED, ReasonCode.NOT_JSON, 2));
        assertThat(ledger.extractOutputValues()).isEmpty();

        ledger.prepareSnapshotPreBarrier(1);
        assertThat(taken(ledger))
                .containsExactlyInAnyOrder(
                        new LedgerBalance(CTR, 5, 0, 4, Map.of(ReasonCode.LATE, 1L)),
                        new LedgerBalance(LedgerAccount.UNATTRIBUTED, 2, 0, 0, Map.of(ReasonCode.NOT_JSON, 2L)));

        ledger.prepareSnapshotPreBarrier(2);
        assertThat(taken(ledger)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void pendingRecordsAreCountedWhenNothingCanChangeTheirPane(String backend) throws Exception {
        var ledger = open(backend);
        post(ledger, in(CTR, 4));
        post(ledger, summed(CTR, 60, 3));
        post(ledger, summed(CTR, 120, 1));

        ledger.processWatermark(new Watermark(68));
        ledger.prepareSnapshotPreBarrier(1);
        assertThat(taken(ledger)).containsExactly(new LedgerBalance(CTR, 4, 0, 4, Map.of()));

        ledger.processWatermark(new Watermark(69));
        ledger.prepareSnapshotPreBarrier(2);
        assertThat(taken(ledger)).containsExactly(new LedgerBalance(CTR, 4, 3, 1, Map.of()));

        ledger.processWatermark(Watermark.MAX_WATERMARK);
        ledger.getOperator().finish();
        assertThat(taken(ledger)).containsExactly(new LedgerBalance(CTR, 4, 4, 0, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void booksGoOnAfterAFailureAndRememberWhatIsPending(String backend) throws Exception {
        var before = open(backend);
        post(before, in(CTR, 4));
        post(before, summed(CTR, 60, 4));
        post(before, in(CVR, 1));
        post(before, summed(CVR, 60, 1));
        before.prepareSnapshotPreBarrier(1);
        OperatorSubtaskState state = before.snapshot(1, 1);
        post(before, in(CTR, 100));

        var after = harness(backend);
        after.initializeState(state);
        after.open();
        post(after, in(CTR, 1));
        post(after, summed(CTR, 120, 1));
        after.processWatermark(new Watermark(69));
        after.prepareSnapshotPreBarrier(2);

        assertThat(taken(after))
                .containsExactlyInAnyOrder(
                        new LedgerBalance(CTR, 5, 4, 1, Map.of()), new LedgerBalance(CVR, 1, 1, 0, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void aResidualIsPublishedAndSurvives(String backend) throws Exception {
        var before = open(backend);
        post(before, in(CTR, 4));
        post(before, summed(CTR, 60, 3));
        before.prepareSnapshotPreBarrier(1);
        assertThat(taken(before))
                .singleElement()
                .satisfies(balance -> assertThat(balance.residual()).isEqualTo(1));

        var after = harness(backend);
        after.initializeState(before.snapshot(1, 1));
        after.open();
        post(after, summed(CTR, 60, 1));
        after.prepareSnapshotPreBarrier(2);
        assertThat(taken(after))
                .singleElement()
                .satisfies(balance -> assertThat(balance.residual()).isZero());
    }

    private static LedgerPosting in(LedgerAccount account, long records) {
        return new LedgerPosting(account, records, Map.of(), new TreeMap<>());
    }

    private static LedgerPosting summed(LedgerAccount account, long paneEnd, long records) {
        return new LedgerPosting(account, 0, Map.of(), new TreeMap<>(Map.of(paneEnd, records)));
    }

    private static LedgerPosting notCounted(LedgerAccount account, ReasonCode reason, long records) {
        return new LedgerPosting(account, 0, Map.of(reason, records), new TreeMap<>());
    }

    private static void post(
            KeyedOneInputStreamOperatorTestHarness<LedgerAccount, LedgerPosting, LedgerBalance> ledger,
            LedgerPosting posting)
            throws Exception {
        ledger.processElement(new StreamRecord<>(posting));
    }

    /** What was published since the last call. */
    private static List<LedgerBalance> taken(
            KeyedOneInputStreamOperatorTestHarness<LedgerAccount, LedgerPosting, LedgerBalance> ledger) {
        List<LedgerBalance> balances = ledger.extractOutputValues();
        ledger.getOutput().clear();
        return balances;
    }

    private KeyedOneInputStreamOperatorTestHarness<LedgerAccount, LedgerPosting, LedgerBalance> open(String backend)
            throws Exception {
        var harness = harness(backend);
        harness.open();
        return harness;
    }

    private KeyedOneInputStreamOperatorTestHarness<LedgerAccount, LedgerPosting, LedgerBalance> harness(String backend)
            throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new LedgerOperator(10), LedgerPosting::account, FlowTypes.LEDGER_ACCOUNT);
        StateBackend stateBackend =
                backend.equals("heap") ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
        harness.setStateBackend(stateBackend);
        TypeSerializer<LedgerBalance> serializer = FlowTypes.LEDGER_BALANCE.createSerializer(
                harness.getExecutionConfig().getSerializerConfig());
        harness.setup(serializer);
        harnesses.add(harness);
        return harness;
    }
}
