package dev.plumbline.job.flow;

import dev.plumbline.serde.report.LedgerAccount;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of a {@link LedgerAccount}, version 1: the scope's code and the model's name, both in modified UTF-8. */
public final class LedgerAccountSerializer extends VersionedSerializer<LedgerAccount> {

    /** The serializer; it has no state. */
    public static final LedgerAccountSerializer INSTANCE = new LedgerAccountSerializer();

    private LedgerAccountSerializer() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public LedgerAccount copy(LedgerAccount from) {
        return from;
    }

    @Override
    public void serialize(LedgerAccount account, DataOutputView target) throws IOException {
        target.writeUTF(account.scope().code());
        target.writeUTF(account.model());
    }

    @Override
    public LedgerAccount deserialize(DataInputView source) throws IOException {
        return new LedgerAccount(LedgerAccount.Scope.of(source.readUTF()), source.readUTF());
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<LedgerAccount> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
