package dev.plumbline.job.flow;

import dev.plumbline.serde.report.LedgerBalance;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Bytes of a {@link LedgerBalance}, version 1: the account, then in, counted and pending (8 bytes each), then the reasons; see
 * {@link LedgerCounts}.
 */
public final class LedgerBalanceSerializer extends VersionedSerializer<LedgerBalance> {

    /** The serializer; it has no state. */
    public static final LedgerBalanceSerializer INSTANCE = new LedgerBalanceSerializer();

    private LedgerBalanceSerializer() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public LedgerBalance copy(LedgerBalance from) {
        return from;
    }

    @Override
    public void serialize(LedgerBalance balance, DataOutputView target) throws IOException {
        LedgerAccountSerializer.INSTANCE.serialize(balance.account(), target);
        target.writeLong(balance.in());
        target.writeLong(balance.counted());
        target.writeLong(balance.pending());
        LedgerCounts.writeReasons(balance.notCounted(), target);
    }

    @Override
    public LedgerBalance deserialize(DataInputView source) throws IOException {
        return new LedgerBalance(
                LedgerAccountSerializer.INSTANCE.deserialize(source),
                source.readLong(),
                source.readLong(),
                source.readLong(),
                LedgerCounts.readReasons(source));
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<LedgerBalance> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
