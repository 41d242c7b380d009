package dev.plumbline.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;

/** The bytes of an {@link ExactSum}; the layout table stands at {@link ExactSum#encode}. */
final class ExactSumFormat {
    static final int VERSION = 1;

    static final int ZERO = 0;
    static final int POSITIVE = 1;
    static final int NEGATIVE = 2;
    static final int POSITIVE_INFINITY = 3;
    static final int NEGATIVE_INFINITY = 4;
    static final int NAN = 5;

    private static final int BYTES_PER_DIGIT = ExactSum.DIGIT_BITS / Byte.SIZE;
    private static final int MAX_BYTES = ExactSum.MAX_DIGITS * BYTES_PER_DIGIT;

    private ExactSumFormat() {}

    static void writeKind(int kind, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeByte(kind);
    }

    static void write(Magnitude sum, DataOutput out) throws IOException {
        if (sum.isZero()) {
            writeKind(ZERO, out);
            return;
        }
        int lowest = sum.lowestBit() / Byte.SIZE;
        int highest = (sum.bitLength() - 1) / Byte.SIZE;
        writeKind(sum.isNegative() ? NEGATIVE : POSITIVE, out);
        out.writeShort(lowest);
        out.writeShort(highest - lowest + 1);
        for (int i = highest; i >= lowest; i--) {
            out.writeByte(sum.byteAt(i));
        }
    }

    static ExactSum read(DataInput in) throws IOException {
        try {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new EncodingException("ExactSum has encoding version " + version + "; this library reads version "
                        + VERSION + ", so use the release that wrote it");
            }
            int kind = in.readUnsignedByte();
            return switch (kind) {
                case ZERO -> new ExactSum();
                case POSITIVE -> readDigits(in, 1);
                case NEGATIVE -> readDigits(in, -1);
                case POSITIVE_INFINITY -> ExactSum.ofNonFinite(Double.POSITIVE_INFINITY);
                case NEGATIVE_INFINITY -> ExactSum.ofNonFinite(Double.NEGATIVE_INFINITY);
                case NAN -> ExactSum.ofNonFinite(Double.NaN);
                default -> throw new EncodingException("ExactSum has kind " + kind + "; version 1 knows 0 to 5");
            };
        } catch (EOFException e) {
            throw new EncodingException("ExactSum ends before all bytes of its encoding were read", e);
        }
    }

    private static ExactSum readDigits(DataInput in, int sign) throws IOException {
        int lowest = in.readUnsignedShort();
        int length = in.readUnsignedShort();
        if (length == 0 || lowest + length > MAX_BYTES) {
            throw new EncodingException("ExactSum has " + length + " magnitude bytes from byte " + lowest
                    + " on; there must be at least 1 and they must end by byte " + MAX_BYTES);
        }
        int base = lowest / BYTES_PER_DIGIT;
        int end = (lowest + length - 1) / BYTES_PER_DIGIT + 1;
        long[] digits = new long[end - base];
        for (int i = lowest + length - 1; i >= lowest; i--) {
            int value = in.readUnsignedByte();
            if (value == 0 && (i == lowest || i == lowest + length - 1)) {
                throw new EncodingException("ExactSum has a zero at an end of its magnitude; zeros there are left out");
            }
            digits[i / BYTES_PER_DIGIT - base] |= (long) value << (i % BYTES_PER_DIGIT * Byte.SIZE);
        }
        for (int i = 0; i < digits.length; i++) {
            digits[i] *= sign;
        }
        return ExactSum.ofDigits(digits, base);
    }
}
