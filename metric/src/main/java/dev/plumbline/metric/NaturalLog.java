package dev.plumbline.metric;

/**
 * The natural logarithm of {@link StrictMath}, bit for bit, without the call into native code that JDK 17 makes for it, which costs
 * several times as much as the logarithm itself.
 *
 * <p>{@code StrictMath} promises the results of fdlibm 5.3 (Sun Microsystems 1993, e_log.c), so the method, its constants and the
 * order of its operations are given. With x = 2^k (1 + f), f in [sqrt(1/2) - 1, sqrt(2) - 1], and s = f / (2 + f):
 *
 * <pre>
 * ln(1 + f) = 2 s + 2/3 s^3 + 2/5 s^5 + ...  =  f - s (f - R)      with R close to 2/3 s^2 + 2/5 s^4 + ...
 *                                            =  f - (h - s (h + R))  with h = f^2 / 2, for larger f
 * ln(x)     = k ln 2 + ln(1 + f)
 * </pre>
 *
 * fdlibm leaves the terms with k out where k is 0; they are zeros then and change no bit, while a branch on what is random costs more
 * than they do. R is a polynomial of degree 7 in s^2 that is off by less than 2^-58.45, and ln 2 has two parts, the upper one short enough for k
 * times it to be exact.
 */
public final class NaturalLog {
    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    private static final double R1 = 0x1.5555555555593p-1;
    private static final double R2 = 0x1.999999997fa04p-2;
    private static final double R3 = 0x1.2492494229359p-2;
    private static final double R4 = 0x1.c71c51d8e78afp-3;
    private static final double R5 = 0x1.7466496cb03dep-3;
    private static final double R6 = 0x1.39a09d078c69fp-3;
    private static final double R7 = 0x1.2f112df3e5244p-3;

    private static final double THIRD = 1.0 / 3;

    private static final int UPPER_WORD = 32;
    /** Bits of the mantissa in the upper word of a double. */
    private static final int MANTISSA_BITS = 20;

    private static final int MANTISSA = (1 << MANTISSA_BITS) - 1;
    private static final int BIAS = 1023;
    private static final int ONE = BIAS << MANTISSA_BITS;
    private static final int SMALLEST_NORMAL = 1 << MANTISSA_BITS;
    private static final int INFINITE = 0x7ff << MANTISSA_BITS;

    /** Carries into the exponent's bit for mantissas above that of sqrt(2). */
    private static final int ABOVE_SQRT_2 = 0x95f64;

    /** Between these mantissas f is large enough for the second form. */
    private static final int LARGE_FROM = 0x6147a;

    private static final int LARGE_TO = 0x6b851;

    private NaturalLog() {}

    /** The logarithm; NaN below 0 and for NaN, -infinity for both zeros, infinity for infinity. */
    public static double of(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int upper = (int) (bits >> UPPER_WORD);
        if (upper < SMALLEST_NORMAL || upper >= INFINITE) {
            // Zero, subnormal, negative or not finite: never in a hot loop.
            return StrictMath.log(x);
        }
        int mantissa = upper & MANTISSA;
        int halve = (mantissa + ABOVE_SQRT_2) & SMALLEST_NORMAL;
        double k = (upper >> MANTISSA_BITS) - BIAS + (halve >> MANTISSA_BITS);
        long scaled = (long) (mantissa | (halve ^ ONE)) << UPPER_WORD | (bits & 0xffffffffL);
        double f = Double.longBitsToDouble(scaled) - 1;
        if ((MANTISSA & (2 + mantissa)) < 3) {
            return ofNearlyOne(f, k);
        }
        double s = f / (2 + f);
        double z = s * s;
        double w = z * z;
        double r = z * (R1 + w * (R3 + w * (R5 + w * R7))) + w * (R2 + w * (R4 + w * R6));
        if (((mantissa - LARGE_FROM) | (LARGE_TO - mantissa)) > 0) {
            double h = 0.5 * f * f;
            return k * LN2_HIGH - ((h - (s * (h + r) + k * LN2_LOW)) - f);
        }
        return k * LN2_HIGH - ((s * (f - r) - k * LN2_LOW) - f);
    }

    /** For |f| below 2^-20, where two terms of the series in f are enough. */
    private static double ofNearlyOne(double f, double k) {
        if (f == 0) {
            return k == 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
        }
        double r = f * f * (0.5 - THIRD * f);
        return k == 0 ? f - r : k * LN2_HIGH - ((r - k * LN2_LOW) - f);
    }
}
