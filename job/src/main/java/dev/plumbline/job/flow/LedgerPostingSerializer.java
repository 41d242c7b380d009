package dev.plumbline.job.flow;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Bytes of a {@link LedgerPosting}, version 1: the account, the records that came in (8 bytes), the reasons, the panes; see
 * {@link LedgerCounts}.
 */
public final class LedgerPostingSerializer extends VersionedSerializer<LedgerPosting> {

    /** The serializer; it has no state. */
    public static final LedgerPostingSerializer INSTANCE = new LedgerPostingSerializer();

    private LedgerPostingSerializer() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public LedgerPosting copy(LedgerPosting from) {
        return from;
    }

    @Override
    public void serialize(LedgerPosting posting, DataOutputView target) throws IOException {
        LedgerAccountSerializer.INSTANCE.serialize(posting.account(), target);
        target.writeLong(posting.in());
        LedgerCounts.writeReasons(posting.notCounted(), target);
        LedgerCounts.writePanes(posting.summed(), target);
    }

    @Override
    public LedgerPosting deserialize(DataInputView source) throws IOException {
        return new LedgerPosting(
                LedgerAccountSerializer.INSTANCE.deserialize(source),
                source.readLong(),
                LedgerCounts.readReasons(source),
                LedgerCounts.readPanes(source));
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<LedgerPosting> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
