package dev.plumbline.job.join;

import dev.plumbline.job.flow.VersionedSerializer;
import dev.plumbline.job.flow.VersionedSnapshot;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of a {@link JoinInput}, version 1: 4 bytes hash of the key, 8 bytes time, and its bytes as a string. Between tasks only. */
public final class JoinInputSerializer extends VersionedSerializer<JoinInput> {

    /** The serializer; it has no state. */
    public static final JoinInputSerializer INSTANCE = new JoinInputSerializer();

    private JoinInputSerializer() {}

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public JoinInput copy(JoinInput from) {
        return new JoinInput(from.keyHash(), from.time(), Arrays.copyOf(from.bytes(), from.length()), from.length());
    }

    @Override
    public void serialize(JoinInput value, DataOutputView target) throws IOException {
        target.writeInt(value.keyHash());
        target.writeLong(value.time());
        Numbers.writeString(value.bytes(), 0, value.length(), target);
    }

    @Override
    public JoinInput deserialize(DataInputView source) throws IOException {
        int keyHash = source.readInt();
        long time = source.readLong();
        byte[] bytes = Numbers.readString(source);
        return new JoinInput(keyHash, time, bytes, bytes.length);
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
