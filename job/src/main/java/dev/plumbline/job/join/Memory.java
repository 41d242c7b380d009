package dev.plumbline.job.join;

import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes layouts into bytes in memory, and reads them. The streams of the JDK do so too, but take a lock for each byte. */
final class Memory {
    private Memory() {}

    /** Writes a layout. */
    @FunctionalInterface
    interface Layout {
        void write(DataOutput out) throws IOException;
    }

    /**
     * The bytes of a layout.
     *
     * @param expected how many they are about
     */
    static byte[] bytes(int expected, Layout layout) {
        DataOutputSerializer out = new DataOutputSerializer(expected);
        try {
            layout.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail to be written", e);
        }
        return out.getCopyOfBuffer();
    }

    /** Bytes to be read from their beginning. */
    static DataInputDeserializer read(byte[] bytes) {
        return new DataInputDeserializer(bytes);
    }

    /** Says that everything must have been read; {@link IOException} if not. */
    static void requireEnd(DataInputDeserializer in, String what) throws IOException {
        Numbers.require(in.available() == 0, what + " does not end where it should");
    }
}
