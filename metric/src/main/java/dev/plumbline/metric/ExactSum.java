package dev.plumbline.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The sum of doubles without rounding. What is held is the real number itself; it is rounded once, to the nearest
 * double (ties to even), when it is read. So the value does not depend on the order in which terms were added, on how
 * they were split into partial sums, or on how those were merged: adding is associative and commutative to the last
 * bit, and subtracting undoes adding.
 *
 * <ul>
 *   <li><b>Range.</b> Any finite term, subnormal ones included. A sum beyond the double range reads as infinite and
 *       comes back when enough is subtracted. At 2<sup>1166</sup>, more than 2<sup>142</sup> of the largest doubles,
 *       adding throws {@link ArithmeticException} and the sum must be discarded.
 *   <li><b>Zeros.</b> Adding either zero changes nothing. The empty sum, and one whose terms cancel, is +0.
 *   <li><b>NaN and infinities</b> are sticky: after a NaN, or infinities of both signs, the sum is NaN for good; after
 *       infinities of one sign it is that infinity for good, whatever finite terms follow. Subtracting an infinity is
 *       adding the opposite one, so subtracting does <em>not</em> undo the adding of a non-finite term.
 *   <li><b>Cost.</b> A few nanoseconds a term. About 100 bytes for terms of ordinary size, 600 at most; nothing is
 *       allocated once the terms stop reaching for new magnitudes.
 *   <li><b>Threads.</b> Not safe for concurrent use, but reading changes nothing, not even internally: any number of
 *       threads may read, merge from, copy and encode a sum that nobody changes.
 * </ul>
 */
public final class ExactSum {
    /*
     * How it works. Every finite double is an integer multiple of 2^-1074, the smallest subnormal, so the sum is one
     * too: it is held as a (long) integer in units of 2^-1074, in base 2^32. This is the small superaccumulator of R.
     * Neal, "Fast exact summation using small and large superaccumulators", arXiv:1505.05571, but for one thing: only
     * the digits between the smallest and the largest magnitude seen are kept.
     *
     *     sum = digits[0] * 2^(32 * base - 1074) + digits[1] * 2^(32 * (base + 1) - 1074) + ...
     *
     * A term is m * 2^s units with |m| < 2^53. Written s = 32 * k + r, it adds the low 32 bits of m * 2^r to digit k
     * and the rest, at most 2^52 in magnitude because r < 32, to digit k + 1. Digits are signed 64-bit numbers with
     * room above their 32 bits, so carries can wait. Invariant: |digit| < 2^32 + pending * 2^52. It keeps pending <=
     * MAX_PENDING = 2047 from overflowing: 2^32 + 2047 * 2^52 + the carry of a lower digit < 2^63.
     */
    static final int DIGIT_BITS = 32;

    static final long DIGIT_MASK = (1L << DIGIT_BITS) - 1;

    /** Digits of the largest sum; a place above it is refused. */
    static final int MAX_DIGITS = 70;

    /** Terms after which carries have to be propagated. */
    static final int MAX_PENDING = 2047;

    private static final int MANTISSA_BITS = 52;
    private static final int NON_FINITE_EXPONENT = 0x7ff;

    // The join of these is their bitwise or: infinities of both signs make a NaN, and NaN stays.
    private static final int FINITE = 0;
    private static final int POSITIVE_INFINITY = 1;
    private static final int NEGATIVE_INFINITY = 2;
    private static final int NAN = POSITIVE_INFINITY | NEGATIVE_INFINITY;

    private static final long[] NO_DIGITS = {};

    private long[] digits;
    /** The place of {@code digits[0]}; meaningless while there are no digits. */
    private int base;
    /** How many terms, at most, each digit has taken since carries were last propagated. */
    private int pending;
    /** Once this is not FINITE the digits no longer matter. */
    private int special;

    /** The empty sum. */
    public ExactSum() {
        this(NO_DIGITS, 0, 0, FINITE);
    }

    private ExactSum(long[] digits, int base, int pending, int special) {
        this.digits = digits;
        this.base = base;
        this.pending = pending;
        this.special = special;
    }

    /** Adds a term. */
    public void add(double term) {
        long bits = Double.doubleToRawLongBits(term);
        int exponent = (int) (bits >>> MANTISSA_BITS) & NON_FINITE_EXPONENT;
        long mantissa = bits & ((1L << MANTISSA_BITS) - 1);
        if (exponent == 0) {
            // Subnormal: no implicit bit, and the unit of exponent 1. Zeros must not widen the window down to here.
            if (mantissa == 0) {
                return;
            }
            exponent = 1;
        } else if (exponent == NON_FINITE_EXPONENT) {
            special |= mantissa != 0 ? NAN : bits > 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY;
            return;
        } else {
            mantissa |= 1L << MANTISSA_BITS;
        }
        long sign = bits >> (Long.SIZE - 1);
        long signed = (mantissa ^ sign) - sign;
        int shift = exponent - 1;
        int bitInDigit = shift % DIGIT_BITS;
        int place = shift / DIGIT_BITS;
        int low = place - base;
        if (low < 0 || low + 1 >= digits.length) {
            widen(place, place + 2);
            low = place - base;
        }
        // In two's complement the low part is never negative and the arithmetic shift rounds down, so that they add up.
        digits[low] += (signed << bitInDigit) & DIGIT_MASK;
        digits[low + 1] += signed >> (DIGIT_BITS - bitInDigit);
        pending++;
        if (pending >= MAX_PENDING) {
            carry();
        }
    }

    /** Takes a term away again: the same as adding its opposite. */
    public void subtract(double term) {
        add(-term);
    }

    /** Adds all terms of another sum. The argument is not changed; it may be this very sum. */
    public void add(ExactSum other) {
        special |= other.special;
        merge(other, 1);
    }

    /** Takes all terms of another sum away again. The argument is not changed; it may be this very sum. */
    public void subtract(ExactSum other) {
        // NaN has both bits, so the swap leaves it as it is.
        special |= (other.special & POSITIVE_INFINITY) << 1 | (other.special & NEGATIVE_INFINITY) >> 1;
        merge(other, -1);
    }

    private void merge(ExactSum other, int sign) {
        if (other.digits.length == 0) {
            return;
        }
        if (pending + other.pending >= MAX_PENDING) {
            carry();
        }
        widen(other.base, other.base + other.digits.length);
        int offset = other.base - base;
        // One more than the other's pending terms, for the 2^32 that its digits may have beside them.
        int terms = other.pending + 1;
        for (int i = 0; i < other.digits.length; i++) {
            digits[offset + i] += sign * other.digits[i];
        }
        pending += terms;
        if (pending >= MAX_PENDING) {
            carry();
        }
    }

    /** Makes the window hold the places {@code from} (inclusive) to {@code to} (exclusive). */
    private void widen(int from, int to) {
        if (digits.length == 0) {
            // Losses of probabilities mostly lie within these digits, so that the window is allocated once.
            base = Math.max(0, from - 1);
            digits = new long[Math.max(to, from + 3) - base];
            return;
        }
        int newBase = Math.min(base, from);
        int newEnd = Math.max(base + digits.length, to);
        if (newEnd - newBase > digits.length) {
            long[] wider = new long[newEnd - newBase];
            System.arraycopy(digits, 0, wider, base - newBase, digits.length);
            digits = wider;
            base = newBase;
        }
    }

    private void carry() {
        propagate(digits);
        int top = digits.length - 1;
        if (Math.abs(digits[top]) > DIGIT_MASK) {
            int end = base + digits.length;
            if (end == MAX_DIGITS) {
                throw new ArithmeticException("the sum is beyond 2^1166; it cannot come from fewer than 2^142 doubles");
            }
            widen(base, end + 1);
            digits[top + 1] = digits[top] >> DIGIT_BITS;
            digits[top] &= DIGIT_MASK;
        }
        pending = 0;
    }

    /** Brings all digits but the top one into [0, 2^32); the top one keeps the sign. */
    private static void propagate(long[] digits) {
        for (int i = 0; i < digits.length - 1; i++) {
            digits[i + 1] += digits[i] >> DIGIT_BITS;
            digits[i] &= DIGIT_MASK;
        }
    }

    /**
     * The sum, rounded to the nearest double, ties to even. Infinite when it rounds beyond the double range; subnormal
     * sums are exact; +0 when nothing was added or everything cancelled.
     */
    public double doubleValue() {
        return switch (special) {
            case FINITE -> magnitude().doubleValue();
            case POSITIVE_INFINITY -> Double.POSITIVE_INFINITY;
            case NEGATIVE_INFINITY -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    /** The finite part in its one canonical form. */
    private Magnitude magnitude() {
        long[] settled = Arrays.copyOf(digits, digits.length + 1);
        propagate(settled);
        return Magnitude.ofSettledDigits(settled, base);
    }

    /** Another sum with the same value, which shares nothing with this one. */
    public ExactSum copy() {
        return new ExactSum(digits.length == 0 ? NO_DIGITS : digits.clone(), base, pending, special);
    }

    /** Back to the empty sum. Keeps the memory, so that sums of the same kind of terms allocate nothing. */
    public void clear() {
        Arrays.fill(digits, 0);
        pending = 0;
        special = FINITE;
    }

    /**
     * Writes the sum in its canonical encoding: equal sums give equal bytes, however they came about. Two bytes for
     * zero and for the non-finite sums, else six and the significant bytes of the sum: about 20 for millions of
     * ordinary terms, 286 at most.
     *
     * <table>
     *   <caption>Layout, version 1; numbers are big-endian and unsigned</caption>
     *   <tr><th>offset</th><th>bytes</th><th>content</th></tr>
     *   <tr><td>0</td><td>1</td><td>version: 1</td></tr>
     *   <tr><td>1</td><td>1</td><td>kind: 0 zero, 1 positive, 2 negative, 3 positive infinity, 4 negative infinity,
     *       5 NaN</td></tr>
     *   <tr><td colspan="3">only for kinds 1 and 2:</td></tr>
     *   <tr><td>2</td><td>2</td><td>p: the last magnitude byte counts units of 2<sup>8p-1074</sup>; p + n is at most
     *       280</td></tr>
     *   <tr><td>4</td><td>2</td><td>n: the number of magnitude bytes, at least 1</td></tr>
     *   <tr><td>6</td><td>n</td><td>magnitude, most significant byte first; neither the first nor the last is 0</td></tr>
     * </table>
     */
    public void encode(DataOutput out) throws IOException {
        switch (special) {
            case FINITE -> ExactSumFormat.write(magnitude(), out);
            case POSITIVE_INFINITY -> ExactSumFormat.writeKind(ExactSumFormat.POSITIVE_INFINITY, out);
            case NEGATIVE_INFINITY -> ExactSumFormat.writeKind(ExactSumFormat.NEGATIVE_INFINITY, out);
            default -> ExactSumFormat.writeKind(ExactSumFormat.NAN, out);
        }
    }

    /**
     * Reads what {@link #encode} wrote, and nothing after it.
     *
     * @throws EncodingException if the version is unknown, the bytes end early, or they are not the canonical encoding
     *     of a sum
     * @throws IOException if reading itself fails
     */
    public static ExactSum decode(DataInput in) throws IOException {
        return ExactSumFormat.read(in);
    }

    /** A sum of the given digits, each below 2^32 in magnitude. */
    static ExactSum ofDigits(long[] digits, int base) {
        return new ExactSum(digits, base, 0, FINITE);
    }

    static ExactSum ofNonFinite(double value) {
        ExactSum sum = new ExactSum();
        sum.add(value);
        return sum;
    }

    /** Equal values, exactly: sums that round to the same double but differ are not equal. NaN equals NaN. */
    @Override
    public boolean equals(Object object) {
        if (!(object instanceof ExactSum that) || special != that.special) {
            return false;
        }
        if (special != FINITE) {
            return true;
        }
        ExactSum difference = copy();
        difference.subtract(that);
        return difference.magnitude().isZero();
    }

    @Override
    public int hashCode() {
        return Double.hashCode(doubleValue());
    }

    /** For people: the value rounded to a double. */
    @Override
    public String toString() {
        return "ExactSum[" + doubleValue() + "]";
    }
}
