package dev.plumbline.job.join;

import dev.plumbline.job.flow.VersionedSerializer;
import dev.plumbline.job.flow.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of a {@link JoinState}, see {@link JoinStateCodec}. */
public final class JoinStateSerializer extends VersionedSerializer<JoinState> {

    /** The serializer; it has no state. */
    public static final JoinStateSerializer INSTANCE = new JoinStateSerializer();

    private JoinStateSerializer() {}

    @Override
    public JoinState copy(JoinState from) {
        return from.copy();
    }

    @Override
    public void serialize(JoinState value, DataOutputView target) throws IOException {
        JoinStateCodec.write(value, target);
    }

    @Override
    public JoinState deserialize(DataInputView source) throws IOException {
        return JoinStateCodec.read(source);
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<JoinState> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
