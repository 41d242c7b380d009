package dev.plumbline.job.flow;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of a {@link JoinKey}, version 1: model, version and id, each in Java's modified UTF-8 after two bytes of length. */
public final class JoinKeySerializer extends VersionedSerializer<JoinKey> {

    /** The serializer; it has no state. */
    public static final JoinKeySerializer INSTANCE = new JoinKeySerializer();

    private static final SharedTexts NAMES = new SharedTexts();

    private JoinKeySerializer() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public JoinKey copy(JoinKey from) {
        return from;
    }

    @Override
    public void serialize(JoinKey key, DataOutputView target) throws IOException {
        target.writeUTF(key.model());
        target.writeUTF(key.version());
        target.writeUTF(key.id());
    }

    @Override
    public JoinKey deserialize(DataInputView source) throws IOException {
        return new JoinKey(NAMES.one(source.readUTF()), NAMES.one(source.readUTF()), source.readUTF());
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<JoinKey> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
