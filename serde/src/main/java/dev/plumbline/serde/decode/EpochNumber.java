package dev.plumbline.serde.decode;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Epoch numbers as exact decimals: 1763750000.123 seconds are 1763750000123 ms, which no double arithmetic would promise.
 */
final class EpochNumber {
    private static final int LONG_DIGITS = 18;
    private static final long[] POWERS = new long[LONG_DIGITS + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private EpochNumber() {}

    /**
     * The millisecond that contains the instant (rounded down), for a number in the grammar of JSON or {@link NumberText};
     * {@link Long#MIN_VALUE} or {@link Long#MAX_VALUE} if it does not fit. Allocates nothing for up to 18 digits without exponent.
     */
    static long toMillis(char[] chars, int offset, int length, EpochUnit unit) {
        int end = offset + length;
        boolean negative = chars[offset] == '-';
        long digits = 0;
        int count = 0;
        int fraction = 0;
        boolean inFraction = false;
        for (int i = negative || chars[offset] == '+' ? offset + 1 : offset; i < end; i++) {
            char c = chars[i];
            if (c == '.') {
                inFraction = true;
            } else if (c < '0' || c > '9' || ++count > LONG_DIGITS) {
                return slowly(chars, offset, length, unit);
            } else {
                digits = 10 * digits + (c - '0');
                fraction += inFraction ? 1 : 0;
            }
        }
        return scale(negative ? -digits : digits, unit.powerOfTenInMillis() - fraction);
    }

    /**
     * The millisecond that contains {@code digits * 10^power} milliseconds, saturated as above.
     *
     * @param power at most 18
     */
    static long scale(long digits, int power) {
        if (power < 0) {
            return -power <= LONG_DIGITS ? Math.floorDiv(digits, POWERS[-power]) : (digits < 0 ? -1 : 0);
        }
        long factor = POWERS[power];
        if (Math.abs(digits) > Long.MAX_VALUE / factor) {
            return saturated(digits < 0);
        }
        return digits * factor;
    }

    private static long slowly(char[] chars, int offset, int length, EpochUnit unit) {
        BigDecimal number;
        try {
            number = new BigDecimal(chars, offset, length).scaleByPowerOfTen(unit.powerOfTenInMillis());
        } catch (NumberFormatException | ArithmeticException e) {
            // The grammar is checked, so only an exponent beyond BigDecimal's scale is left.
            return hugeExponent(chars, offset, length);
        }
        if (number.signum() == 0) {
            return 0;
        }
        // Digits before the point; looked at first, so that 1e999999999 is never written out.
        long magnitude = (long) number.precision() - number.scale();
        if (magnitude > 19) {
            return saturated(number.signum() < 0);
        }
        if (magnitude < 0) {
            return number.signum() < 0 ? -1 : 0;
        }
        BigDecimal whole = number.setScale(0, RoundingMode.FLOOR);
        boolean fits = whole.unscaledValue().bitLength() < Long.SIZE;
        return fits ? whole.longValueExact() : saturated(whole.signum() < 0);
    }

    private static long hugeExponent(char[] chars, int offset, int length) {
        boolean zero = true;
        boolean negativeExponent = false;
        for (int i = offset; i < offset + length; i++) {
            char c = chars[i];
            if (c == 'e' || c == 'E') {
                negativeExponent = chars[i + 1] == '-';
                break;
            }
            zero &= c < '1' || c > '9';
        }
        boolean negative = chars[offset] == '-';
        if (zero) {
            return 0;
        }
        return negativeExponent ? (negative ? -1 : 0) : saturated(negative);
    }

    private static long saturated(boolean negative) {
        return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
