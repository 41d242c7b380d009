package dev.plumbline.job.join;

import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes layouts into bytes in memory. The streams of the JDK do so too, but take a lock for each byte. */
final class Memory {
    private Memory() {}

    /** Writes a layout. */
    @FunctionalInterface
    interface Layout {
        void write(DataOutput out) throws IOException;
    }

    /** The bytes of a layout. Where many are made, a buffer that is used again is better. */
    static byte[] bytes(Layout layout) {
        DataOutputSerializer out = new DataOutputSerializer(64);
        try {
            layout.write(out);
        } catch (IOException e) {
            throw cannotFail(e);
        }
        return out.getCopyOfBuffer();
    }

    /** What to throw for an exception that only the interface knows. */
    static UncheckedIOException cannotFail(IOException e) {
        return new UncheckedIOException("bytes in memory cannot fail to be written or read", e);
    }
}
