package dev.plumbline.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden values: what a sum is, by arithmetic that a reader can check. */
class ExactSumTest {
    private static final double MIN = Double.MIN_VALUE;
    private static final double MAX = Double.MAX_VALUE;
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    @Test
    void anEmptySumIsPositiveZero() {
        assertThat(bits(new ExactSum().doubleValue())).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                1,
                -1,
                0.1,
                -0.1,
                1e-7,
                16.118095651484676,
                4294967296.0,
                -4294967296.0,
                4294967295.0,
                0x1p52,
                0x1.fffffffffffffp52,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                Double.MIN_NORMAL,
                0x0.fffffffffffffp-1022,
                Double.MAX_VALUE,
                -Double.MAX_VALUE
            })
    void oneTermIsItself(double term) {
        assertThat(ExactSums.of(term).doubleValue()).isEqualTo(term);
        assertThat(ExactSums.of(term, 0.0, -0.0).doubleValue()).isEqualTo(term);
    }

    @Test
    void everyPowerOfTwoIsItself() {
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            double power = Math.scalb(1.0, exponent);
            assertThat(ExactSums.of(power).doubleValue()).isEqualTo(power);
            assertThat(ExactSums.of(-power).doubleValue()).isEqualTo(-power);
            assertThat(ExactSums.of(power, power, power, -power, -power).doubleValue())
                    .isEqualTo(power);
        }
    }

    @Test
    void smallTermsSurviveLargeOnes() {
        assertThat(ExactSums.of(1e100, 1, -1e100).doubleValue()).isEqualTo(1);
        assertThat(ExactSums.of(MAX, MIN, -MAX).doubleValue()).isEqualTo(MIN);
        assertThat(ExactSums.of(1e16, 1, 1, -1e16).doubleValue()).isEqualTo(2);
    }

    @Test
    void cancellationLeavesTheEmptySum() {
        ExactSum sum = ExactSums.of(0.1, 0.2, 1e300, -1e-300);
        sum.add(-0.2);
        sum.subtract(0.1);
        sum.subtract(1e300);
        sum.subtract(-1e-300);
        assertThat(bits(sum.doubleValue())).isZero();
        assertThat(sum).isEqualTo(new ExactSum()).hasSameHashCodeAs(new ExactSum());
        assertThat(ExactSums.encode(sum)).isEqualTo(ExactSums.encode(new ExactSum()));
    }

    @Test
    void negativeZerosMakeNoDifference() {
        assertThat(bits(ExactSums.of(-0.0, -0.0).doubleValue())).isZero();
        assertThat(ExactSums.of(-0.0)).isEqualTo(new ExactSum());
    }

    @ParameterizedTest(name = "1 + {0} + {1} rounds to {2}")
    @CsvSource({
        "0x1p-53,  0,         1", // half way, to even: down
        "0x1p-53,  0x1p-1074, 0x1.0000000000001p0", // a hair above half way
        "0x1p-53, -0x1p-1074, 1", // a hair below
        "0x1p-52,  0x1p-53,   0x1.0000000000002p0", // half way, to even: up
        "0x1p-52,  0x1p-54,   0x1.0000000000001p0",
        "0x1.fffffffffffffp-1, 0x1.fffffffffffffp-2, 0x1.4p1", // 3/8 of a unit below it
        "-0x1p-54, 0,         1", // half way between 1 - 2^-53 and 1, to even: up
        "-0x1p-54, -0x1p-1074, 0x1.fffffffffffffp-1",
    })
    void roundsOnceToNearestEven(double second, double third, double rounded) {
        assertThat(ExactSums.of(1, second, third).doubleValue()).isEqualTo(rounded);
        assertThat(ExactSums.of(-1, -second, -third).doubleValue()).isEqualTo(-rounded);
    }

    @Test
    void roundingUpCanReachTheNextPowerOfTwo() {
        // 2 - 2^-52 is the last double below 2; half a unit more is a tie between it (odd) and 2 (even).
        assertThat(ExactSums.of(0x1.fffffffffffffp0, 0x1p-53).doubleValue()).isEqualTo(2);
        assertThat(ExactSums.of(0x1.fffffffffffffp0, 0x1p-53, -MIN).doubleValue())
                .isEqualTo(0x1.fffffffffffffp0);
    }

    @Test
    void subnormalSumsAreExact() {
        assertThat(ExactSums.of(MIN, MIN, MIN).doubleValue()).isEqualTo(3 * MIN);
        assertThat(ExactSums.of(Double.MIN_NORMAL, -MIN).doubleValue()).isEqualTo(0x0.fffffffffffffp-1022);
        assertThat(ExactSums.of(0x0.fffffffffffffp-1022, MIN).doubleValue()).isEqualTo(Double.MIN_NORMAL);
        assertThat(ExactSums.of(-1, 1 - 0x1p-53, 0x1p-53, -MIN).doubleValue()).isEqualTo(-MIN);
    }

    @Test
    void aSumAboveTheRangeReadsAsInfiniteAndComesBack() {
        ExactSum sum = ExactSums.of(MAX, MAX, 1);
        assertThat(sum.doubleValue()).isEqualTo(INF);
        sum.subtract(MAX);
        assertThat(sum.doubleValue()).isEqualTo(MAX);
        sum.subtract(MAX);
        assertThat(sum.doubleValue()).isEqualTo(1);

        ExactSum below = ExactSums.of(-MAX, -MAX, -1);
        assertThat(below.doubleValue()).isEqualTo(-INF);
        below.subtract(-MAX);
        below.add(MAX);
        assertThat(below.doubleValue()).isEqualTo(-1);
    }

    @Test
    void overflowBeginsHalfAUnitAboveTheLargestDouble() {
        double halfUnit = 0x1p970;
        assertThat(ExactSums.of(MAX, halfUnit).doubleValue()).isEqualTo(INF);
        assertThat(ExactSums.of(MAX, halfUnit, -MIN).doubleValue()).isEqualTo(MAX);
        assertThat(ExactSums.of(0x1p1023, 0x1p1023, -0x1p971).doubleValue()).isEqualTo(MAX);
        assertThat(ExactSums.of(0x1p1023, 0x1p1023).doubleValue()).isEqualTo(INF);
    }

    @ParameterizedTest(name = "{0} and {1} give {2}")
    @CsvSource({
        "Infinity, 1, Infinity",
        "-Infinity, 1, -Infinity",
        "Infinity, Infinity, Infinity",
        "-Infinity, -Infinity, -Infinity",
        "Infinity, -Infinity, NaN",
        "NaN, 1, NaN",
        "NaN, Infinity, NaN",
        "NaN, -Infinity, NaN",
        "NaN, NaN, NaN",
    })
    void nonFiniteTermsStick(double first, double second, double value) {
        Double wanted = value;
        assertThat(ExactSums.of(first, second).doubleValue()).isEqualTo(wanted);
        assertThat(ExactSums.of(second, first).doubleValue()).isEqualTo(wanted);
        assertThat(ExactSums.of(second, first)).isEqualTo(ExactSums.of(value)).hasSameHashCodeAs(ExactSums.of(value));

        ExactSum merged = ExactSums.of(first, 3);
        merged.add(ExactSums.of(second, 4));
        assertThat(merged).isEqualTo(ExactSums.of(value));
    }

    @Test
    void subtractingAnInfinityAddsTheOppositeOne() {
        ExactSum sum = ExactSums.of(1);
        sum.subtract(INF);
        assertThat(sum.doubleValue()).isEqualTo(-INF);
        sum.subtract(ExactSums.of(INF));
        assertThat(sum.doubleValue()).isEqualTo(-INF);
        ExactSum positive = ExactSums.of(1);
        positive.subtract(ExactSums.of(-INF));
        assertThat(positive.doubleValue()).isEqualTo(INF);
        positive.subtract(ExactSums.of(INF));
        assertThat(positive.doubleValue()).isNaN();
        ExactSum nan = ExactSums.of(1);
        nan.subtract(ExactSums.of(NAN));
        assertThat(nan.doubleValue()).isNaN();
        assertThat(nan).isNotEqualTo(ExactSums.of(INF)).isNotEqualTo(ExactSums.of(1));
    }

    @Test
    void clearingForgetsEverything() {
        for (ExactSum sum : new ExactSum[] {ExactSums.of(1e300, 1e-300), ExactSums.of(NAN), new ExactSum()}) {
            sum.clear();
            assertThat(sum).isEqualTo(new ExactSum());
            sum.add(0.5);
            assertThat(sum).isEqualTo(ExactSums.of(0.5));
        }
    }

    @Test
    void aCopySharesNothing() {
        ExactSum sum = ExactSums.of(1, 1e-20);
        ExactSum copy = sum.copy();
        sum.add(1);
        assertThat(copy).isEqualTo(ExactSums.of(1, 1e-20));
        copy.add(-5);
        assertThat(sum).isEqualTo(ExactSums.of(2, 1e-20));
        assertThat(ExactSums.of(INF).copy().doubleValue()).isEqualTo(INF);
    }

    @Test
    void aSumMayBeMergedWithItself() {
        ExactSum sum = ExactSums.of(0.1, -1e10);
        sum.add(sum);
        assertThat(sum).isEqualTo(ExactSums.of(0.1, -1e10, 0.1, -1e10));
        sum.subtract(sum);
        assertThat(sum).isEqualTo(new ExactSum());
    }

    @Test
    void equalityIsFinerThanRounding() {
        assertThat(ExactSums.of(1, MIN).doubleValue()).isEqualTo(1);
        assertThat(ExactSums.of(1, MIN))
                .isNotEqualTo(ExactSums.of(1))
                .isNotEqualTo("1")
                .isEqualTo(ExactSums.of(MIN, 1));
        assertThat(ExactSums.of(1)).isNotEqualTo(ExactSums.of(-1)).isNotEqualTo(ExactSums.of(INF));
        assertThat(ExactSums.of(1, 2).hashCode()).isNotEqualTo(ExactSums.of(4).hashCode());
    }

    @Test
    void carriesAreSettledBeforeADigitCanOverflow() {
        // The largest mantissa, placed so that the higher of its two digits takes nearly 2^52 each time: 2^63 would be
        // reached after
        // 2048 terms. All of the places that a term can take within a digit are tried, and many rounds of carries.
        for (int exponent = 0; exponent < 32; exponent++) {
            double term = Math.scalb(0x1.fffffffffffffp0, exponent);
            ExactSum sum = new ExactSum();
            ExactSum negative = new ExactSum();
            int terms = 3 * ExactSum.MAX_PENDING + 5;
            for (int i = 0; i < terms; i++) {
                sum.add(term);
                negative.subtract(term);
            }
            // The mantissa is 2 - 2^-52, and both products are doubles.
            ExactSum product =
                    ExactSums.of(terms * Math.scalb(1.0, exponent + 1), -terms * Math.scalb(1.0, exponent - 52));
            assertThat(sum).isEqualTo(product);
            negative.add(product);
            assertThat(negative).isEqualTo(new ExactSum());
        }
    }

    @Test
    void mergingSettlesCarriesToo() {
        // Each term adds 2^52 - 1 to a digit: neither part has settled its carries, and together they would pass 2^63.
        double term = Math.scalb(0x1.fffffffffffffp0, 31);
        ExactSum left = new ExactSum();
        ExactSum right = new ExactSum();
        for (int i = 0; i < ExactSum.MAX_PENDING - 1; i++) {
            left.add(term);
            right.add(term);
        }
        int terms = 2 * (ExactSum.MAX_PENDING - 1);
        ExactSum product = ExactSums.of(terms * Math.scalb(1.0, 32), -terms * Math.scalb(1.0, -21));
        ExactSum merged = left.copy();
        merged.add(right);
        assertThat(merged).isEqualTo(product);
        ExactSum negative = new ExactSum();
        negative.subtract(left);
        negative.subtract(right);
        negative.add(product);
        assertThat(negative).isEqualTo(new ExactSum());
        left.add(left);
        assertThat(left).isEqualTo(product);
    }

    @Test
    void doublingReachesFarAboveTheDoubleRangeAndIsThenRefused() {
        // MAX is below 2^1024, so that 142 doublings stay below 2^1166; one more is refused.
        ExactSum sum = ExactSums.of(MAX);
        for (int i = 0; i < 142; i++) {
            sum.add(sum);
        }
        ExactSum decoded = ExactSums.decode(ExactSums.encode(sum));
        assertThat(decoded).isEqualTo(sum);
        assertThat(decoded.doubleValue()).isEqualTo(INF);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < ExactSum.MAX_PENDING; i++) {
                        sum.add(sum);
                    }
                })
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("2^1166");
    }

    @Test
    void printsItsRoundedValue() {
        assertThat(ExactSums.of(0.25, 0.5)).hasToString("ExactSum[0.75]");
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }
}
