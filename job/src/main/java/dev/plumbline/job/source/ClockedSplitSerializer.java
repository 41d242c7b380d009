package dev.plumbline.job.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Bytes of a {@link ClockedSplit}, version 1: largest time (8 bytes), length of the log's identity (4 bytes) and the identity in
 * UTF-8, number of names (4 bytes), the hash of each in ascending order (8 bytes), number of overflow slices (4 bytes), the hash of
 * each in ascending order (8 bytes) and how many slices there are beside it (4 bytes), version of the inner split's layout (4
 * bytes), and the inner split's bytes to the end.
 */
final class ClockedSplitSerializer<S extends SourceSplit> implements SimpleVersionedSerializer<ClockedSplit<S>> {

    private static final int VERSION = 1;
    private static final int FIXED_BYTES = Long.BYTES + 4 * Integer.BYTES;
    private static final int SLICE_BYTES = Long.BYTES + Integer.BYTES;

    private final SimpleVersionedSerializer<S> splits;

    ClockedSplitSerializer(SimpleVersionedSerializer<S> splits) {
        this.splits = splits;
    }

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(ClockedSplit<S> clocked) throws IOException {
        byte[] split = splits.serialize(clocked.split());
        byte[] log = clocked.log().getBytes(StandardCharsets.UTF_8);
        NameHashes names = clocked.names();
        SliceCounts slices = clocked.slices();
        ByteBuffer buffer = ByteBuffer.allocate(FIXED_BYTES
                        + log.length
                        + names.size() * Long.BYTES
                        + slices.size() * SLICE_BYTES
                        + split.length)
                .putLong(clocked.largestTime())
                .putInt(log.length)
                .put(log)
                .putInt(names.size());
        for (int i = 0; i < names.size(); i++) {
            buffer.putLong(names.get(i));
        }
        buffer.putInt(slices.size());
        for (int i = 0; i < slices.size(); i++) {
            buffer.putLong(slices.overflow(i)).putInt(slices.count(i));
        }
        return buffer.putInt(splits.getVersion()).put(split).array();
    }

    @Override
    public ClockedSplit<S> deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "The state holds version " + version + " of a partition's position, but this release reads "
                            + VERSION + "; restore it with the release that wrote it, or start without state.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long largestTime = buffer.getLong();
        String log = log(buffer);
        NameHashes names = names(buffer);
        SliceCounts slices = slices(buffer);
        int splitVersion = buffer.getInt();
        byte[] split = new byte[buffer.remaining()];
        buffer.get(split);
        return new ClockedSplit<>(splits.deserialize(splitVersion, split), largestTime, names, slices, log);
    }

    private static String log(ByteBuffer buffer) throws IOException {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new IOException("The identity of a log cannot have " + length + " bytes of " + buffer.remaining()
                    + "; the bytes are damaged.");
        }
        byte[] log = new byte[length];
        buffer.get(log);
        return new String(log, StandardCharsets.UTF_8);
    }

    private static NameHashes names(ByteBuffer buffer) throws IOException {
        int count = buffer.getInt();
        if (count < 0 || count > buffer.remaining() / Long.BYTES) {
            throw new IOException("A partition cannot have brought " + count + " names in " + buffer.remaining()
                    + " bytes; the bytes are damaged.");
        }
        long[] hashes = new long[count];
        for (int i = 0; i < count; i++) {
            hashes[i] = buffer.getLong();
        }
        return NameHashes.of(hashes);
    }

    private static SliceCounts slices(ByteBuffer buffer) throws IOException {
        int size = buffer.getInt();
        if (size < 0 || size > buffer.remaining() / SLICE_BYTES) {
            throw new IOException("A partition cannot have brought " + size + " overflow slices in "
                    + buffer.remaining() + " bytes; the bytes are damaged.");
        }
        long[] overflows = new long[size];
        int[] counts = new int[size];
        for (int i = 0; i < size; i++) {
            overflows[i] = buffer.getLong();
            counts[i] = buffer.getInt();
        }
        return new SliceCounts(overflows, counts);
    }
}
