package dev.plumbline.metric;

/**
 * A finite exact sum as a sign and a non-negative integer in units of 2^-1074, the smallest subnormal double. Bit
 * positions count from 0 in these units.
 */
final class Magnitude {
    private static final int DIGIT_BITS = ExactSum.DIGIT_BITS;
    private static final long DIGIT_MASK = ExactSum.DIGIT_MASK;
    private static final int PRECISION = 53;
    /** A double of 53 bits whose lowest is at this position is the largest finite one. */
    private static final int MAX_SHIFT = 2045;

    private static final int MANTISSA_BITS = PRECISION - 1;

    private final boolean negative;
    /** Each in [0, 2^32); {@code digits[0]} starts at bit position 32 * base. */
    private final long[] digits;

    private final int base;

    private Magnitude(boolean negative, long[] digits, int base) {
        this.negative = negative;
        this.digits = digits;
        this.base = base;
    }

    /** Takes over digits that are in [0, 2^32) up to a signed top digit, and so have the sign of the top digit. */
    static Magnitude ofSettledDigits(long[] digits, int base) {
        boolean negative = digits[digits.length - 1] < 0;
        if (negative) {
            long borrow = 0;
            for (int i = 0; i < digits.length; i++) {
                long negated = borrow - digits[i];
                digits[i] = negated & DIGIT_MASK;
                borrow = negated >> DIGIT_BITS;
            }
        }
        return new Magnitude(negative, digits, base);
    }

    boolean isNegative() {
        return negative;
    }

    boolean isZero() {
        return bitLength() == 0;
    }

    /** One more than the position of the highest set bit; 0 for zero. */
    int bitLength() {
        for (int i = digits.length - 1; i >= 0; i--) {
            if (digits[i] != 0) {
                return (base + i) * DIGIT_BITS + Long.SIZE - Long.numberOfLeadingZeros(digits[i]);
            }
        }
        return 0;
    }

    /** The position of the lowest set bit; only for what is not zero. */
    int lowestBit() {
        int i = 0;
        while (digits[i] == 0) {
            i++;
        }
        return (base + i) * DIGIT_BITS + Long.numberOfTrailingZeros(digits[i]);
    }

    /** The eight bits from position 8 * index on. */
    int byteAt(int index) {
        return (int) bitsFrom(Byte.SIZE * index) & 0xff;
    }

    /** The 64 bits from a position on. */
    private long bitsFrom(int position) {
        int place = position / DIGIT_BITS;
        int skipped = position % DIGIT_BITS;
        // Java takes a shift by 64 for one by 0; with nothing skipped the first two digits are all there is to see.
        return digit(place) >>> skipped
                | digit(place + 1) << (DIGIT_BITS - skipped)
                | (skipped == 0 ? 0 : digit(place + 2) << (2 * DIGIT_BITS - skipped));
    }

    private long digit(int place) {
        int i = place - base;
        return i >= 0 && i < digits.length ? digits[i] : 0;
    }

    /** Rounds to the nearest double, ties to even. */
    double doubleValue() {
        // Below 2^53 units every value is a double, subnormal or not. Above, 53 bits stay and `shift` bits go.
        int shift = Math.max(0, bitLength() - PRECISION);
        if (shift > MAX_SHIFT) {
            return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        long mantissa = bitsFrom(shift);
        if (shift > 0 && (bitsFrom(shift - 1) & 1) != 0) {
            boolean aboveHalf = lowestBit() < shift - 1;
            boolean odd = (mantissa & 1) != 0;
            if (aboveHalf || odd) {
                mantissa++;
            }
        }
        // The mantissa still has its leading bit, which adds one to the exponent field: 0 stays 0 for a subnormal, and
        // a mantissa
        // that was rounded up to 2^53 moves on to the next power of two, or from the largest double to infinity.
        double magnitude = Double.longBitsToDouble(((long) shift << MANTISSA_BITS) + mantissa);
        return negative ? -magnitude : magnitude;
    }
}
