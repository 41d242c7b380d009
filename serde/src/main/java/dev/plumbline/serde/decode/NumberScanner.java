package dev.plumbline.serde.decode;

import com.fasterxml.jackson.core.io.NumberInput;
import java.math.BigInteger;

/**
 * Reads JSON numbers out of bytes, to the double nearest to what is written, ties to even: the very double that Jackson's exact
 * routine gives, which reads every number that this class does not decide itself.
 *
 * <p>A number is {@code digits * 10^scale}. With up to 19 significant digits there are two short ways:
 *
 * <ol>
 *   <li>Digits below 2^53 and a power of ten up to 10^22 are doubles without error, so one multiplication or division rounds once
 *       (W. Clinger, "How to read floating point numbers accurately", PLDI 1990).
 *   <li>Else the digits are multiplied with the first 64 bits of the power of five (after D. Lemire, "Number parsing at a
 *       gigabyte per second", Software: Practice and Experience 51, 2021). The power is cut off, so the true product lies above
 *       the computed one by less than one unit of its upper word. Unless the middle between two doubles lies in that gap, which
 *       one number in some hundreds meets, both ends round to the same double, and so does the number.
 * </ol>
 */
final class NumberScanner {
    /** What {@link #scan} returns if there is no number, or one that is too long. */
    static final int NONE = -1;

    /** Jackson's limit counts some characters and not others; this is far below it and still beyond what anybody sends. */
    private static final int MAX_CHARS = NumberText.MAX_CHARS / 2;

    /** So many digits fit into 64 bits without a sign. */
    private static final int MAX_DIGITS = 19;

    private static final int MAX_EXPONENT = 9_999;

    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    /** The range of powers in {@link #FIVES}; all doubles within are normal numbers. */
    private static final int MAX_POWER = 80;

    private static final int SIGNIFICAND_BITS = 53;
    private static final int EXPONENT_BIAS = 1023;

    /** The first 64 bits of 5^q, for q from -{@value #MAX_POWER}, cut off. */
    private static final long[] FIVES = new long[2 * MAX_POWER + 1];

    /** 5^q lies between {@code FIVES * 2^exponent} and {@code (FIVES + 1) * 2^exponent}. */
    private static final int[] FIVE_EXPONENTS = new int[2 * MAX_POWER + 1];

    static {
        for (int q = -MAX_POWER; q <= MAX_POWER; q++) {
            BigInteger power = BigInteger.valueOf(5).pow(Math.abs(q));
            // 2^(length + 63) / power lies in [2^63, 2^64], and reaches 2^64 only for q = 0.
            int shift = q < 0 ? -(power.bitLength() + Long.SIZE - 1) : power.bitLength() - Long.SIZE;
            BigInteger bits = q < 0 ? BigInteger.ONE.shiftLeft(-shift).divide(power) : power.shiftRight(shift);
            FIVES[q + MAX_POWER] = bits.longValue();
            FIVE_EXPONENTS[q + MAX_POWER] = shift;
        }
    }

    private final char[] chars = new char[MAX_CHARS];

    private boolean negative;
    private boolean integer;
    private boolean exponential;
    private long digits;
    private int scale;

    /** Whether all digits fitted into {@link #digits}, as 64 bits without a sign. */
    private boolean complete;

    /**
     * Reads the number that begins here.
     *
     * @param bytes at least eight
     * @param from an index inside
     * @return the index behind its last character, or {@link #NONE}
     */
    int scan(byte[] bytes, int from) {
        boolean minus = bytes[from] == '-';
        int whole = minus ? from + 1 : from;
        long word = Bytes.word(bytes, whole);
        int count = Bytes.digitCount(word);
        if (count == 0) {
            return NONE;
        }
        negative = minus;
        long value = Bytes.digits(count, word);
        int at = whole + count;
        if (count > 1) {
            if ((byte) word == '0') {
                return NONE;
            }
            while (count == Long.BYTES) {
                word = Bytes.word(bytes, at);
                count = Bytes.digitCount(word);
                value = append(value, count, word);
                at += count;
            }
        }
        int total = at - whole;
        int fraction = 0;
        byte next = at < bytes.length ? bytes[at] : 0;
        boolean point = next == '.';
        if (point) {
            int first = ++at;
            do {
                word = Bytes.word(bytes, at);
                count = Bytes.digitCount(word);
                value = append(value, count, word);
                at += count;
            } while (count == Long.BYTES);
            fraction = at - first;
            if (fraction == 0) {
                return NONE;
            }
            total += fraction;
            next = at < bytes.length ? bytes[at] : 0;
        }
        digits = value;
        scale = -fraction;
        complete = total <= MAX_DIGITS || significant(bytes, whole, at) <= MAX_DIGITS;
        integer = !point;
        exponential = false;
        if ((next | 0x20) == 'e') {
            at = exponent(bytes, at + 1);
        }
        return at - from <= MAX_CHARS ? at : NONE;
    }

    private static long append(long value, int count, long word) {
        return count == 0 ? value : value * POWERS[count] + Bytes.digits(count, word);
    }

    /** How many digits there are from the first that is not 0. */
    private static int significant(byte[] source, int from, int to) {
        int at = from;
        while (at < to && (source[at] == '0' || source[at] == '.')) {
            at++;
        }
        int point = at;
        while (point < to && source[point] != '.') {
            point++;
        }
        return point < to ? to - at - 1 : to - at;
    }

    private int exponent(byte[] bytes, int from) {
        int at = from;
        boolean minus = at < bytes.length && bytes[at] == '-';
        if (minus || (at < bytes.length && bytes[at] == '+')) {
            at++;
        }
        int first = at;
        int exponent = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            exponent = Math.min(MAX_EXPONENT, 10 * exponent + (bytes[at] - '0'));
            at++;
        }
        integer = false;
        exponential = true;
        scale += minus ? -exponent : exponent;
        // A saturated exponent is not the one that is written.
        complete &= exponent < MAX_EXPONENT;
        return at == first ? NONE : at;
    }

    /** Whether the scanned number is written without a point and without an exponent. */
    boolean isInteger() {
        return integer;
    }

    /** Whether the scanned number is written without an exponent and fits into {@link #decimal}, with few digits behind the point. */
    boolean isPlain() {
        return complete && !exponential && digits >= 0 && scale >= -MAX_DIGITS;
    }

    /** The digits of a plain number as an integer, with its sign. */
    long decimal() {
        return negative ? -digits : digits;
    }

    /** The power of ten by which {@link #decimal} is to be multiplied. */
    int scale() {
        return scale;
    }

    /**
     * The double nearest to the number that was just scanned; -0 keeps its sign, and what is too large is infinite. No reference to
     * the record is kept, because storing one costs as much as a short number.
     *
     * @param from where it begins
     * @param to where it ends
     */
    double value(byte[] bytes, int from, int to) {
        if (complete) {
            if (digits >>> SIGNIFICAND_BITS == 0) {
                int power = scale;
                if (power == 0) {
                    double magnitude = digits;
                    return negative ? -magnitude : magnitude;
                }
                if (power <= 0 && power > -EXACT_POWERS.length) {
                    double magnitude = digits / EXACT_POWERS[-power];
                    return negative ? -magnitude : magnitude;
                }
                if (power > 0 && power < EXACT_POWERS.length) {
                    double magnitude = digits * EXACT_POWERS[power];
                    return negative ? -magnitude : magnitude;
                }
            }
            double magnitude = product(digits, scale);
            if (magnitude > 0) {
                return negative ? -magnitude : magnitude;
            }
        }
        return slowly(bytes, from, to);
    }

    /** The double nearest to {@code digits * 10^power}, or 0 if that cannot be told here. */
    private static double product(long digits, int power) {
        if (digits == 0 || power < -MAX_POWER || power > MAX_POWER) {
            return 0;
        }
        int zeros = Long.numberOfLeadingZeros(digits);
        long left = digits << zeros;
        long right = FIVES[power + MAX_POWER];
        // The upper word of the product of two numbers without sign; both have their highest bit set.
        long high = Math.multiplyHigh(left, right) + left + right;
        int cut = (int) (high >>> 63) + Long.SIZE - 1 - SIGNIFICAND_BITS;
        long rest = high & ((1L << cut) - 1);
        long middle = 1L << (cut - 1);
        // The true product lies at most 2 above: below the middle for sure, above it for sure, or not known.
        if (rest == middle - 1 || rest == middle) {
            return 0;
        }
        long significand = (high >>> cut) + (rest > middle ? 1 : 0);
        long exponent = (long) cut + Long.SIZE + FIVE_EXPONENTS[power + MAX_POWER] + power - zeros;
        // A significand that was rounded up to 2^53 carries into the exponent, which is right.
        long biased = exponent + SIGNIFICAND_BITS - 1 + EXPONENT_BIAS;
        return Double.longBitsToDouble(
                (biased << (SIGNIFICAND_BITS - 1)) + significand - (1L << (SIGNIFICAND_BITS - 1)));
    }

    private double slowly(byte[] bytes, int from, int to) {
        int length = to - from;
        for (int i = 0; i < length; i++) {
            chars[i] = (char) bytes[from + i];
        }
        return NumberInput.parseDouble(chars, 0, length, true);
    }
}
