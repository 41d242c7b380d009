package dev.plumbline.job.window;

import dev.plumbline.job.flow.VersionedSerializer;
import dev.plumbline.job.flow.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Bytes of a {@link SeriesWindow}, version 1: specification name in modified UTF-8, start and end (8 bytes each). Flink uses
 * them as the namespace of window state, so they can never change without losing open windows.
 */
public final class SeriesWindowSerializer extends VersionedSerializer<SeriesWindow> {

    /** The serializer; it has no state. */
    public static final SeriesWindowSerializer INSTANCE = new SeriesWindowSerializer();

    private SeriesWindowSerializer() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public SeriesWindow copy(SeriesWindow from) {
        return from;
    }

    @Override
    public void serialize(SeriesWindow window, DataOutputView target) throws IOException {
        target.writeUTF(window.spec());
        target.writeLong(window.start());
        target.writeLong(window.end());
    }

    @Override
    public SeriesWindow deserialize(DataInputView source) throws IOException {
        return new SeriesWindow(source.readUTF(), source.readLong(), source.readLong());
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<SeriesWindow> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
