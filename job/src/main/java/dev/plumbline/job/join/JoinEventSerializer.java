package dev.plumbline.job.join;

import dev.plumbline.job.flow.VersionedSerializer;
import dev.plumbline.job.flow.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of a {@link JoinEvent}, see {@link JoinEventCodec}. */
public final class JoinEventSerializer extends VersionedSerializer<JoinEvent> {

    /** The serializer; it has no state. */
    public static final JoinEventSerializer INSTANCE = new JoinEventSerializer();

    private JoinEventSerializer() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public JoinEvent copy(JoinEvent from) {
        return from;
    }

    @Override
    public void serialize(JoinEvent value, DataOutputView target) throws IOException {
        JoinEventCodec.write(value, target);
    }

    @Override
    public JoinEvent deserialize(DataInputView source) throws IOException {
        return JoinEventCodec.read(source);
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<JoinEvent> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
