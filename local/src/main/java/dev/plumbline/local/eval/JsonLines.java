package dev.plumbline.local.eval;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line after the other as bytes, whatever they mean, in memory of one line. Lines end with LF or CR LF; blank
 * lines are passed over but keep their number. Not thread-safe.
 */
public final class JsonLines implements Closeable {
    private final InputStream in;
    private final int limit;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int position;
    private int end;
    private long number;

    /**
     * Reads from {@code in}, which it will close.
     *
     * @param longest the longest line in bytes that is of use; of a longer one only the first {@code longest + 1} bytes
     *     are returned, enough to see that it is too long
     */
    public JsonLines(InputStream in, int longest) {
        this.in = in;
        this.limit = longest + 1;
    }

    /** The next line that is not blank, without its end; null when there is none. */
    public byte @Nullable [] next() throws IOException {
        while (true) {
            line.reset();
            if (!readLine()) {
                return null;
            }
            number++;
            byte[] bytes = line.toByteArray();
            if (!isBlank(bytes)) {
                return bytes;
            }
        }
    }

    /** The number of the line that {@link #next} returned last, from 1; 0 before the first. */
    public long number() {
        return number;
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
            int from = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            line.write(buffer, from, Math.min(position - from, limit - line.size()));
            if (position < end) {
                position++;
                return true;
            }
        }
        return any;
    }

    private boolean fill() throws IOException {
        if (position == end) {
            position = 0;
            end = Math.max(0, in.read(buffer));
        }
        return position < end;
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
