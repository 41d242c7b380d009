package dev.plumbline.job.join;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of the join's layouts. A <em>number</em> is groups of seven bits, the lowest first, each but the last with bit 0x80 set,
 * at most ten, and the last of several is not 0. A <em>signed</em> number n is the number 2n, or -2n-1 if it is negative. A
 * <em>string</em> is its length as a number and its bytes.
 */
final class Numbers {
    private static final int GROUP = 7;
    private static final int MAX_SHIFT = 63;
    private static final int CHUNK = 1 << 16;

    private Numbers() {}

    /** Writes a number; all 64 bits count, so a negative one takes ten bytes. */
    static void write(long number, DataOutput out) throws IOException {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            out.writeByte((int) ((rest & 0x7f) | 0x80));
            rest >>>= GROUP;
        }
        out.writeByte((int) rest);
    }

    static long read(DataInput in) throws IOException {
        long number = 0;
        for (int shift = 0; shift <= MAX_SHIFT; shift += GROUP) {
            int group = in.readUnsignedByte();
            number |= (long) (group & 0x7f) << shift;
            if ((group & 0x80) == 0) {
                require(shift == 0 || group != 0, "a number is longer than it need be");
                require(shift < MAX_SHIFT || group == 1, "a number has more than 64 bits");
                return number;
            }
        }
        throw damaged("a number has more than 64 bits");
    }

    static void writeSigned(long number, DataOutput out) throws IOException {
        write((number << 1) ^ (number >> 63), out);
    }

    static long readSigned(DataInput in) throws IOException {
        long number = read(in);
        return (number >>> 1) ^ -(number & 1);
    }

    /** Reads a number that counts something. */
    static int readCount(DataInput in) throws IOException {
        return readCount(in, Integer.MAX_VALUE);
    }

    /** Reads a number that counts something of which there are at most so many. */
    static int readCount(DataInput in, int max) throws IOException {
        long count = read(in);
        require(count >= 0 && count <= max, "a length is " + Long.toUnsignedString(count));
        return (int) count;
    }

    static void writeString(byte[] bytes, DataOutput out) throws IOException {
        write(bytes.length, out);
        out.write(bytes);
    }

    /** Writes an optional string: 0 for none, else its length plus 1 as a number, and its bytes. */
    static void writeOptional(byte @Nullable [] bytes, DataOutput out) throws IOException {
        if (bytes == null) {
            write(0, out);
        } else {
            write(bytes.length + 1L, out);
            out.write(bytes);
        }
    }

    static byte @Nullable [] readOptional(DataInput in) throws IOException {
        long length = read(in) - 1;
        require(length >= -1 && length <= Integer.MAX_VALUE, "a length is " + Long.toUnsignedString(length));
        return length < 0 ? null : readString((int) length, in);
    }

    /** Reads a string; a length that the bytes cannot fill costs no more memory than there are bytes. */
    static byte[] readString(DataInput in) throws IOException {
        return readString(readCount(in), in);
    }

    private static byte[] readString(int length, DataInput in) throws IOException {
        byte[] bytes = new byte[Math.min(length, CHUNK)];
        in.readFully(bytes);
        for (int at = bytes.length; at < length; ) {
            int more = Math.min(length - at, at);
            bytes = Arrays.copyOf(bytes, at + more);
            in.readFully(bytes, at, more);
            at += more;
        }
        return bytes;
    }

    static void require(boolean condition, String flaw) throws IOException {
        if (!condition) {
            throw damaged(flaw);
        }
    }

    static IOException damaged(String flaw) {
        return new IOException("In the state of the join " + flaw + "; the bytes are damaged.");
    }
}
