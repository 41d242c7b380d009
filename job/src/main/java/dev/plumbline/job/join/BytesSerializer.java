package dev.plumbline.job.join;

import dev.plumbline.job.flow.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A layout that stays bytes in memory, too: as a string. What the bytes hold, and its version, says the subclass. */
abstract class BytesSerializer extends VersionedSerializer<byte[]> {

    @Override
    public final boolean isImmutableType() {
        return true;
    }

    @Override
    public final byte[] copy(byte[] from) {
        return from;
    }

    @Override
    public final void serialize(byte[] value, DataOutputView target) throws IOException {
        Numbers.writeString(value, target);
    }

    @Override
    public final byte[] deserialize(DataInputView source) throws IOException {
        return Numbers.readString(source);
    }
}
