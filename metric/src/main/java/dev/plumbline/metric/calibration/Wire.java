package dev.plumbline.metric.calibration;

import dev.plumbline.metric.EncodingException;
import dev.plumbline.metric.ExactSum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The small pieces that all encodings of this package are made of; the layouts are in {@code docs/FORMATS.md}. */
final class Wire {
    /** The largest count that is written: up to here every integer is a double. */
    static final long MAX_COUNT = 1L << 53;

    private static final int GROUP_BITS = 7;
    private static final int GROUP = (1 << GROUP_BITS) - 1;
    private static final int MORE = 1 << GROUP_BITS;
    /** Groups of the largest number written, below 2^55: a count, or the sum of weights that takes the most. */
    private static final int MAX_GROUPS = 8;

    private Wire() {}

    static void writeVersion(int version, DataOutput out) throws IOException {
        out.writeByte(version);
    }

    static void checkVersion(String what, int version, DataInput in) throws IOException {
        int read = in.readUnsignedByte();
        if (read != version) {
            throw new EncodingException(what + " has encoding version " + read + "; this library reads version "
                    + version + ", so use the release that wrote it");
        }
    }

    /** A number of at least 0: groups of seven bits, the lowest first, each but the last with its top bit set. */
    static void writeNumber(long number, DataOutput out) throws IOException {
        long rest = number;
        while (rest > GROUP) {
            out.writeByte((int) (rest & GROUP) | MORE);
            rest >>>= GROUP_BITS;
        }
        out.writeByte((int) rest);
    }

    static long readNumber(String what, DataInput in) throws IOException {
        long number = 0;
        for (int group = 0; group < MAX_GROUPS; group++) {
            int value = in.readUnsignedByte();
            number |= (long) (value & GROUP) << (group * GROUP_BITS);
            if ((value & MORE) == 0) {
                if (value == 0 && group > 0) {
                    throw new EncodingException(what + " has a number that ends in a zero group; those are left out");
                }
                return number;
            }
        }
        throw new EncodingException(what + " has a number of more than " + MAX_GROUPS + " groups of seven bits");
    }

    /** A number of at least 0 and at most {@code max}. */
    static int readNumber(String what, int max, DataInput in) throws IOException {
        long number = readNumber(what, in);
        if (number > max) {
            throw new EncodingException(what + " has the number " + number + " where " + max + " is the largest");
        }
        return (int) number;
    }

    /** An integer whose magnitude is at most {@link #MAX_COUNT}: 0, -1, 1, -2, ... become 0, 1, 2, 3, ... */
    static void writeCount(long count, DataOutput out) throws IOException {
        writeNumber(zigzag(count), out);
    }

    static long readCount(String what, DataInput in) throws IOException {
        return unzigzag(what, readNumber(what, in));
    }

    static long zigzag(long count) {
        return count << 1 ^ count >> (Long.SIZE - 1);
    }

    static long unzigzag(String what, long number) throws EncodingException {
        long count = number >>> 1 ^ -(number & 1);
        if (Math.abs(count) > MAX_COUNT) {
            throw new EncodingException(what + " has the count " + count + "; counts end at 2^53");
        }
        return count;
    }

    /** A sum of finite terms, as {@link ExactSum#encode} writes it. */
    static ExactSum readSum(String what, DataInput in) throws IOException {
        ExactSum sum = ExactSum.decode(in);
        if (Double.isNaN(sum.doubleValue())) {
            throw new EncodingException(what + " has a sum that is NaN; only finite terms are ever added");
        }
        return sum;
    }
}
