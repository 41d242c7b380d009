package dev.plumbline.job.flow;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of a {@link PartitionClock}, version 1: topic in modified UTF-8, partition (4 bytes), largest time (8 bytes). */
public final class PartitionClockSerializer extends VersionedSerializer<PartitionClock> {

    /** The serializer; it has no state. */
    public static final PartitionClockSerializer INSTANCE = new PartitionClockSerializer();

    private PartitionClockSerializer() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public PartitionClock copy(PartitionClock from) {
        return from;
    }

    @Override
    public void serialize(PartitionClock clock, DataOutputView target) throws IOException {
        target.writeUTF(clock.topic());
        target.writeInt(clock.partition());
        target.writeLong(clock.largestTime());
    }

    @Override
    public PartitionClock deserialize(DataInputView source) throws IOException {
        return new PartitionClock(source.readUTF(), source.readInt(), source.readLong());
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<PartitionClock> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
