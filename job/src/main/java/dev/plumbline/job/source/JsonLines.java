package dev.plumbline.job.source;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.jspecify.annotations.Nullable;

/** The non-empty lines of a file as bytes, with their places. A carriage return before the line feed is not part of a line. */
final class JsonLines implements Closeable {

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[1 << 16];
    private int bufferPosition;
    private int bufferEnd;
    private long position;
    private long lineStart;

    /**
     * Opens the lines from a place on.
     *
     * @param in the file; closed with this
     * @param offset the byte to start at, the first of a line
     * @param maxBytes how much of a line is kept at most; the rest is skipped
     */
    JsonLines(FSDataInputStream in, long offset, int maxBytes) throws IOException {
        this.in = in;
        this.maxBytes = maxBytes;
        this.position = offset;
        in.seek(offset);
    }

    /** Returns the next line that is not empty; null at the end of the file. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        while (true) {
            lineStart = position;
            boolean ended = readLine(line);
            byte[] bytes = withoutCarriageReturn(line.toByteArray());
            if (bytes.length > 0) {
                return bytes;
            }
            if (ended) {
                return null;
            }
            line.reset();
        }
    }

    /** Returns the byte at which the line that {@link #next} returned last starts. */
    long lineStart() {
        return lineStart;
    }

    /** Returns the byte after the last line that was read. */
    long position() {
        return position;
    }

    private boolean readLine(ByteArrayOutputStream line) throws IOException {
        while (true) {
            if (bufferPosition == bufferEnd) {
                bufferEnd = in.read(buffer);
                bufferPosition = 0;
                if (bufferEnd <= 0) {
                    bufferEnd = 0;
                    return true;
                }
            }
            int start = bufferPosition;
            while (bufferPosition < bufferEnd && buffer[bufferPosition] != '\n') {
                bufferPosition++;
            }
            int length = bufferPosition - start;
            line.write(buffer, start, Math.max(0, Math.min(length, maxBytes - line.size())));
            position += length;
            if (bufferPosition < bufferEnd) {
                bufferPosition++;
                position++;
                return false;
            }
        }
    }

    private static byte[] withoutCarriageReturn(byte[] line) {
        if (line.length > 0 && line[line.length - 1] == '\r') {
            byte[] shorter = new byte[line.length - 1];
            System.arraycopy(line, 0, shorter, 0, shorter.length);
            return shorter;
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
