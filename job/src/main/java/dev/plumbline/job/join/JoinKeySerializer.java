package dev.plumbline.job.join;

import dev.plumbline.job.flow.VersionedSerializer;
import dev.plumbline.job.flow.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of a {@link JoinKey}, version 1: model, version and id as texts. */
public final class JoinKeySerializer extends VersionedSerializer<JoinKey> {

    /** The serializer; it has no state. */
    public static final JoinKeySerializer INSTANCE = new JoinKeySerializer();

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
        key.write(target);
    }

    @Override
    public JoinKey deserialize(DataInputView source) throws IOException {
        return JoinKey.of(Numbers.readString(source), Numbers.readString(source), Numbers.readString(source));
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
