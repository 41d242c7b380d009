package dev.plumbline.job.flow;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Bytes of a {@link SeriesKey}, version 1: model and version in modified UTF-8 (two bytes of length each), then the number of
 * slice attributes (one unsigned byte) and, in order of name, name and value of each in modified UTF-8.
 */
public final class SeriesKeySerializer extends VersionedSerializer<SeriesKey> {

    /** The serializer; it has no state. */
    public static final SeriesKeySerializer INSTANCE = new SeriesKeySerializer();

    private static final int MAX_SLICE_ATTRIBUTES = 255;

    private SeriesKeySerializer() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public SeriesKey copy(SeriesKey from) {
        return from;
    }

    @Override
    public void serialize(SeriesKey key, DataOutputView target) throws IOException {
        target.writeUTF(key.model());
        target.writeUTF(key.version());
        if (key.slice().size() > MAX_SLICE_ATTRIBUTES) {
            throw new IOException("A slice has " + key.slice().size() + " attributes; at most " + MAX_SLICE_ATTRIBUTES
                    + " can be stored.");
        }
        target.writeByte(key.slice().size());
        for (Map.Entry<String, String> attribute : key.slice().entrySet()) {
            target.writeUTF(attribute.getKey());
            target.writeUTF(attribute.getValue());
        }
    }

    @Override
    public SeriesKey deserialize(DataInputView source) throws IOException {
        String model = source.readUTF();
        String version = source.readUTF();
        int attributes = source.readUnsignedByte();
        if (attributes == 0) {
            return new SeriesKey(model, version);
        }
        TreeMap<String, String> slice = new TreeMap<>();
        for (int i = 0; i < attributes; i++) {
            slice.put(source.readUTF(), source.readUTF());
        }
        return new SeriesKey(model, version, slice);
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<SeriesKey> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
