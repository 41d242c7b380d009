package dev.plumbline.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Held against {@link StrictMath#log}, bit for bit: there is no tolerance. */
class NaturalLogTest {
    private static final int RANDOM = 3_000_000;

    private final SplittableRandom random = new SplittableRandom(20_261_125);

    @Test
    void agreesOnProbabilities() {
        for (int i = 0; i < RANDOM; i++) {
            check(random.nextDouble());
            check(1 - random.nextDouble() * 1e-7);
            check((float) random.nextDouble());
        }
    }

    @Test
    void agreesOnAllMagnitudes() {
        for (int i = 0; i < RANDOM; i++) {
            check(Double.longBitsToDouble(random.nextLong()));
        }
    }

    /** Every mantissa is a case of its own where the method changes: round 1, sqrt(2) and the ends of the second form. */
    @Test
    void agreesWhereTheMethodChanges() {
        for (int exponent = -1074; exponent <= Double.MAX_EXPONENT; exponent += 7) {
            for (int upper : new int[] {
                0, 1, 2, 0x61479, 0x6147a, 0x6147b, 0x6a09b, 0x6a09c, 0x6a09d, 0x6b850, 0x6b851, 0x6b852, 0xffffd,
                0xffffe, 0xfffff
            }) {
                for (long lower : new long[] {0, 1, 0x7fffffffL, 0xffffffffL}) {
                    double mantissa = Double.longBitsToDouble(0x3ff0000000000000L | (long) upper << 32 | lower);
                    check(Math.scalb(mantissa, exponent));
                }
            }
        }
        double value = 1 - 1e-5;
        for (int i = 0; i < 200_000; i++) {
            check(value);
            value = Math.nextUp(value + 1e-10);
        }
    }

    @Test
    void agreesWhereThereIsNoFiniteLogarithm() {
        for (double x : new double[] {
            0.0,
            -0.0,
            -1,
            -Double.MIN_VALUE,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.NaN,
            Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Math.nextDown(Double.MIN_NORMAL),
            Double.MAX_VALUE,
            1,
            2,
            0.5
        }) {
            check(x);
        }
    }

    private static void check(double x) {
        long actual = Double.doubleToLongBits(NaturalLog.of(x));
        if (actual != Double.doubleToLongBits(StrictMath.log(x))) {
            assertThat(NaturalLog.of(x))
                    .as("ln %s (%s)", x, Double.toHexString(x))
                    .isEqualTo(StrictMath.log(x));
        }
    }
}
