package dev.plumbline.job.flow;

import dev.plumbline.job.aggregate.WindowAccumulator;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of a {@link WindowAccumulator}, version 1: its own {@link WindowAccumulator#encode encoding}. */
public final class WindowAccumulatorSerializer extends VersionedSerializer<WindowAccumulator> {

    /** The serializer; it has no state. */
    public static final WindowAccumulatorSerializer INSTANCE = new WindowAccumulatorSerializer();

    private WindowAccumulatorSerializer() {}

    @Override
    public WindowAccumulator copy(WindowAccumulator from) {
        return from.copy();
    }

    @Override
    public void serialize(WindowAccumulator accumulator, DataOutputView target) throws IOException {
        accumulator.encode(target);
    }

    @Override
    public WindowAccumulator deserialize(DataInputView source) throws IOException {
        return WindowAccumulator.decode(source);
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<WindowAccumulator> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
