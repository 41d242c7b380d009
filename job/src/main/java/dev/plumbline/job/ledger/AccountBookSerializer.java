package dev.plumbline.job.ledger;

import dev.plumbline.job.flow.LedgerCounts;
import dev.plumbline.job.flow.VersionedSerializer;
import dev.plumbline.job.flow.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Bytes of an {@link AccountBook}, version 1: records that came in and records counted (8 bytes each), the records not counted by
 * reason, and the pending ones by pane; see {@link LedgerCounts}.
 */
public final class AccountBookSerializer extends VersionedSerializer<AccountBook> {

    /** The serializer; it has no state. */
    static final AccountBookSerializer INSTANCE = new AccountBookSerializer();

    private AccountBookSerializer() {}

    @Override
    public AccountBook copy(AccountBook from) {
        return from.copy();
    }

    @Override
    public void serialize(AccountBook book, DataOutputView target) throws IOException {
        target.writeLong(book.in());
        target.writeLong(book.counted());
        LedgerCounts.writeReasons(book.notCounted(), target);
        LedgerCounts.writePanes(book.pending(), target);
    }

    @Override
    public AccountBook deserialize(DataInputView source) throws IOException {
        return new AccountBook(
                source.readLong(), source.readLong(), LedgerCounts.readReasons(source), LedgerCounts.readPanes(source));
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<AccountBook> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
