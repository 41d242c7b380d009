package dev.plumbline.job.join;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pieces of which the join's layouts are made. A <em>number</em> is groups of seven bits, the lowest first, each but the last
 * with bit 0x80 set, at most ten, and the last of several is not 0. A <em>signed</em> number n is the number 2n, or -2n-1 if it is negative. A
 * <em>string</em> is its length as a number and its bytes; a <em>text</em> is a string in UTF-8. {@link ByteReader} reads them.
 */
final class Numbers {
    /** A number that fits into an int has so many bytes at most. */
    static final int MOST_BYTES_OF_INT = 5;

    private static final int GROUP = 7;
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

    /** Puts a number that is not negative into an array that has room for it, and returns the index behind it. */
    static int put(int number, byte[] into, int from) {
        int at = from;
        int rest = number;
        while (rest > 0x7f) {
            into[at++] = (byte) (rest | 0x80);
            rest >>>= GROUP;
        }
        into[at++] = (byte) rest;
        return at;
    }

    static void writeSigned(long number, DataOutput out) throws IOException {
        write((number << 1) ^ (number >> 63), out);
    }

    static void writeString(byte[] bytes, DataOutput out) throws IOException {
        writeString(bytes, 0, bytes.length, out);
    }

    static void writeString(byte[] bytes, int from, int length, DataOutput out) throws IOException {
        write(length, out);
        out.write(bytes, from, length);
    }

    /** Writes a text, and returns how many bytes it has without its length. */
    static int writeText(String text, DataOutput out) throws IOException {
        if (isAscii(text)) {
            write(text.length(), out);
            // Not writeBytes: Flink's DataOutputSerializer counts its bytes twice.
            for (int i = 0; i < text.length(); i++) {
                out.writeByte(text.charAt(i));
            }
            return text.length();
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeString(utf8, out);
        return utf8.length;
    }

    private static boolean isAscii(String text) {
        int bits = 0;
        for (int i = 0; i < text.length(); i++) {
            bits |= text.charAt(i);
        }
        return bits < 0x80;
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

    /** Reads a string from a stream; a length that the stream cannot fill costs no more memory than there are bytes. */
    static byte[] readString(DataInput in) throws IOException {
        int length = 0;
        int shift = 0;
        int group;
        do {
            group = in.readUnsignedByte();
            length |= (group & 0x7f) << shift;
            shift += GROUP;
        } while ((group & 0x80) != 0 && shift < Integer.SIZE);
        if (length < 0 || (group & 0x80) != 0) {
            throw damaged("a length has more than 31 bits");
        }
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

    static IOException damaged(String flaw) {
        return new IOException("In the state of the join " + flaw + "; the bytes are damaged.");
    }
}
