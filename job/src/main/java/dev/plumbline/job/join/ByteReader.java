package dev.plumbline.job.join;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pieces of which the join's layouts are made, see {@link Numbers}, from bytes in memory. What the bytes do not hold is an
 * {@link IOException} with a sentence, and costs no memory. Can be used again and again; not thread-safe.
 */
final class ByteReader {
    private static final VarHandle DOUBLES = MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);
    private static final int GROUP = 7;
    private static final int MAX_SHIFT = 63;
    private static final byte[] NOTHING = {};

    private byte[] bytes;
    private int at;
    private int end;

    /** A reader of nothing, until it is given something. */
    ByteReader() {
        this(NOTHING);
    }

    /** A reader at the beginning of these bytes, which are not copied. */
    ByteReader(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    /** Goes to the beginning of these bytes, which are not copied. */
    ByteReader to(byte[] newBytes) {
        return to(newBytes, 0, newBytes.length);
    }

    /** Goes to a part of these bytes, which are not copied, and ends behind it. */
    ByteReader to(byte[] newBytes, int from, int newEnd) {
        bytes = newBytes;
        at = from;
        end = newEnd;
        return this;
    }

    /** The bytes that are read, of which there may be more than the reader reads. */
    byte[] bytes() {
        return bytes;
    }

    /** The index of the next byte. */
    int at() {
        return at;
    }

    /** How many bytes have not been read. */
    int left() {
        return end - at;
    }

    boolean isAtEnd() {
        return at == end;
    }

    /** Says that everything must have been read. */
    void requireEnd(String what) throws IOException {
        if (!isAtEnd()) {
            throw Numbers.damaged(what + " does not end where it should");
        }
    }

    /** One byte, from 0 to 255. */
    int unsignedByte() throws IOException {
        if (at == end) {
            throw tooShort();
        }
        return bytes[at++] & 0xff;
    }

    /** A number; all 64 bits count. */
    long number() throws IOException {
        long number = 0;
        for (int shift = 0; shift <= MAX_SHIFT; shift += GROUP) {
            int group = unsignedByte();
            number |= (long) (group & 0x7f) << shift;
            if ((group & 0x80) == 0) {
                if (shift != 0 && group == 0) {
                    throw Numbers.damaged("a number is longer than it need be");
                }
                if (shift == MAX_SHIFT && group != 1) {
                    throw tooLarge();
                }
                return number;
            }
        }
        throw tooLarge();
    }

    /** A signed number. */
    long signed() throws IOException {
        long number = number();
        return (number >>> 1) ^ -(number & 1);
    }

    /** A number that counts something of which there are at most so many. */
    int count(int most) throws IOException {
        long count = number();
        if (count < 0 || count > most) {
            throw badLength(count);
        }
        return (int) count;
    }

    /** The length of a string, all bytes of which are there. */
    int length() throws IOException {
        int length = count(Integer.MAX_VALUE);
        if (length > end - at) {
            throw badLength(length);
        }
        return length;
    }

    /** A double in eight bytes. */
    double float64() throws IOException {
        int from = at;
        skip(Double.BYTES);
        return (double) DOUBLES.get(bytes, from);
    }

    /** A string. */
    byte[] string() throws IOException {
        return slice(length());
    }

    /** A string in UTF-8. */
    String text() throws IOException {
        int length = length();
        int from = at;
        skip(length);
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    /** An optional string. */
    byte @Nullable [] optional() throws IOException {
        int lengthAndOne = count(end - at);
        return lengthAndOne == 0 ? null : slice(lengthAndOne - 1);
    }

    /** Goes so many bytes further. */
    void skip(int length) throws IOException {
        if (length > end - at) {
            throw tooShort();
        }
        at += length;
    }

    private byte[] slice(int length) throws IOException {
        int from = at;
        skip(length);
        return length == 0 ? NOTHING : Arrays.copyOfRange(bytes, from, at);
    }

    private static IOException badLength(long length) {
        return Numbers.damaged("a length is " + Long.toUnsignedString(length));
    }

    private static IOException tooLarge() {
        return Numbers.damaged("a number has more than 64 bits");
    }

    private static IOException tooShort() {
        return Numbers.damaged("something ends too soon");
    }
}
