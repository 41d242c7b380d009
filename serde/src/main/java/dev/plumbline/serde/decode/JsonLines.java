package dev.plumbline.serde.decode;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line after the other as bytes, whatever they mean, in the memory of one line. Lines end with LF or CR LF, the last
 * one also with the end of the input; blank lines are passed over. Not thread-safe.
 */
public final class JsonLines implements Closeable {

    private final InputStream in;
    private final int limit;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private int bufferPosition;
    private int bufferEnd;
    private long position;
    private long lineStart;
    private long lineNumber;

    /**
     * Reads from {@code in}, which it will close.
     *
     * @param in the bytes, from the first of a line on
     * @param offset what the first byte counts as; 0 at the start of a file
     * @param longest the longest line in bytes that is of use; of a longer one, which may be larger than memory, only the first
     *     {@code longest + 1} bytes are returned, enough to see that it is too long
     */
    public JsonLines(InputStream in, long offset, int longest) {
        this.in = in;
        this.limit = Math.min(longest, Integer.MAX_VALUE - 1) + 1;
        this.position = offset;
    }

    /** The next line that is not blank, without its end; null when there is none. */
    public byte @Nullable [] next() throws IOException {
        while (true) {
            lineStart = position;
            line.reset();
            if (!readLine()) {
                return null;
            }
            lineNumber++;
            byte[] bytes = withoutCarriageReturn(line.toByteArray());
            if (!isBlank(bytes)) {
                return bytes;
            }
        }
    }

    /** The number of the line that {@link #next} returned last, blank ones counted, from 1; 0 before the first. */
    public long lineNumber() {
        return lineNumber;
    }

    /** The offset of the first byte of the line that {@link #next} returned last. */
    public long lineStart() {
        return lineStart;
    }

    /** The offset of the first byte that has not been read as a part of a line. */
    public long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Puts the next line into {@link #line}; false if the input is at its end. */
    private boolean readLine() throws IOException {
        boolean any = false;
        while (fill()) {
            any = true;
            int from = bufferPosition;
            while (bufferPosition < bufferEnd && buffer[bufferPosition] != '\n') {
                bufferPosition++;
            }
            int length = bufferPosition - from;
            line.write(buffer, from, Math.min(length, limit - line.size()));
            position += length;
            if (bufferPosition < bufferEnd) {
                bufferPosition++;
                position++;
                return true;
            }
        }
        return any;
    }

    private boolean fill() throws IOException {
        if (bufferPosition == bufferEnd) {
            bufferPosition = 0;
            bufferEnd = Math.max(0, in.read(buffer));
        }
        return bufferPosition < bufferEnd;
    }

    private static byte[] withoutCarriageReturn(byte[] bytes) {
        int last = bytes.length - 1;
        return last >= 0 && bytes[last] == '\r' ? Arrays.copyOf(bytes, last) : bytes;
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
