package dev.plumbline.job.join;

import dev.plumbline.job.flow.VersionedSerializer;
import dev.plumbline.job.flow.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Bytes of a {@link JoinState}, version 1: as {@link JoinStateCodec} writes them, as a string. They stay bytes in memory, too: there may
 * be millions of them, of which each is looked at two or three times.
 */
public final class JoinStateSerializer extends VersionedSerializer<byte[]> {

    /** The serializer; it has no state. */
    public static final JoinStateSerializer INSTANCE = new JoinStateSerializer();

    private JoinStateSerializer() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public byte[] copy(byte[] from) {
        return from;
    }

    @Override
    public void serialize(byte[] value, DataOutputView target) throws IOException {
        Numbers.writeString(value, target);
    }

    @Override
    public byte[] deserialize(DataInputView source) throws IOException {
        return Numbers.readString(source);
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<byte[]> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
