package dev.plumbline.job.flow;

import dev.plumbline.serde.deadletter.DeadLetter;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Bytes of a {@link DeadLetter}, version 1: reason code, field and message as texts; topic as text, partition (4 bytes), offset
 * and timestamp (8 bytes each); key and value as optional byte strings; the list of headers, each a text and an optional byte
 * string.
 */
public final class DeadLetterSerializer extends VersionedSerializer<DeadLetter> {

    /** The serializer; it has no state. */
    public static final DeadLetterSerializer INSTANCE = new DeadLetterSerializer();

    private DeadLetterSerializer() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public DeadLetter copy(DeadLetter from) {
        return from;
    }

    @Override
    public void serialize(DeadLetter letter, DataOutputView target) throws IOException {
        Bytes.writeRejection(letter.rejection(), target);
        Bytes.writeText(letter.topic(), target);
        target.writeInt(letter.partition());
        target.writeLong(letter.offset());
        target.writeLong(letter.timestamp());
        Bytes.write(letter.key(), target);
        Bytes.write(letter.value(), target);
        Bytes.writeHeaders(letter.headers(), target);
    }

    @Override
    public DeadLetter deserialize(DataInputView source) throws IOException {
        return new DeadLetter(
                Bytes.readRejection(source),
                Bytes.readText(source),
                source.readInt(),
                source.readLong(),
                source.readLong(),
                Bytes.read(source),
                Bytes.read(source),
                Bytes.readHeaders(source));
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<DeadLetter> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
