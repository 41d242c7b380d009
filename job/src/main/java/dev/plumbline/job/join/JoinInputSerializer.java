package dev.plumbline.job.join;

import dev.plumbline.job.flow.JoinKeySerializer;
import dev.plumbline.job.flow.VersionedSerializer;
import dev.plumbline.job.flow.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of a {@link JoinInput}, version 1: the key, then the event. Between tasks only. */
public final class JoinInputSerializer extends VersionedSerializer<JoinInput> {

    /** The serializer; it has no state. */
    public static final JoinInputSerializer INSTANCE = new JoinInputSerializer();

    private JoinInputSerializer() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public JoinInput copy(JoinInput from) {
        return from;
    }

    @Override
    public void serialize(JoinInput value, DataOutputView target) throws IOException {
        JoinKeySerializer.INSTANCE.serialize(value.key(), target);
        JoinEventCodec.write(value.event(), target);
    }

    @Override
    public JoinInput deserialize(DataInputView source) throws IOException {
        return new JoinInput(JoinKeySerializer.INSTANCE.deserialize(source), JoinEventCodec.read(source));
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<JoinInput> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
