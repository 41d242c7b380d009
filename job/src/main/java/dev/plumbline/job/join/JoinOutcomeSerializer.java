package dev.plumbline.job.join;

import dev.plumbline.job.flow.VersionedSerializer;
import dev.plumbline.job.flow.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of a {@link JoinOutcome}, version 1: its kind, the key, then lane, time, content, time of the label and label. Between
 * tasks only. */
public final class JoinOutcomeSerializer extends VersionedSerializer<JoinOutcome> {

    /** The serializer; it has no state. */
    public static final JoinOutcomeSerializer INSTANCE = new JoinOutcomeSerializer();

    private JoinOutcomeSerializer() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public JoinOutcome copy(JoinOutcome from) {
        return from;
    }

    @Override
    public void serialize(JoinOutcome value, DataOutputView target) throws IOException {
        target.writeByte(value.kind().code());
        JoinKeySerializer.INSTANCE.serialize(value.key(), target);
        Numbers.writeString(value.lane(), target);
        target.writeLong(value.time());
        Numbers.writeString(value.content(), target);
        target.writeLong(value.labelTime());
        Numbers.writeString(value.label(), target);
    }

    @Override
    public JoinOutcome deserialize(DataInputView source) throws IOException {
        return new JoinOutcome(
                JoinOutcome.Kind.of(source.readUnsignedByte()),
                JoinKeySerializer.INSTANCE.deserialize(source),
                Numbers.readString(source),
                source.readLong(),
                Numbers.readString(source),
                source.readLong(),
                Numbers.readString(source));
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<JoinOutcome> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
