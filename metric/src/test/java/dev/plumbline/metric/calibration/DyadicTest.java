package dev.plumbline.metric.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.metric.ExactSum;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DyadicTest {
    private static BigDecimal decimal(Dyadic number) {
        BigDecimal two = BigDecimal.valueOf(2);
        return number.exponent() >= 0
                ? new BigDecimal(number.unscaled()).multiply(two.pow(number.exponent()))
                : new BigDecimal(number.unscaled()).divide(two.pow(-number.exponent()));
    }

    @Test
    void holdsEveryDoubleExactly() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 2000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                check(value);
            }
        }
        for (double value : new double[] {
            0,
            -0.0,
            1,
            -3,
            0.1,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Double.MAX_VALUE,
            -Double.MAX_VALUE
        }) {
            check(value);
        }
    }

    private static void check(double value) {
        assertThat(decimal(Dyadic.of(value))).isEqualByComparingTo(new BigDecimal(value));
        assertThat(Dyadic.of(value).scaledBy(0)).isEqualTo(value + 0.0);
    }

    @Test
    void holdsSumsThatNoDoubleHolds() {
        ExactSum sum = new ExactSum();
        BigDecimal expected = BigDecimal.ZERO;
        for (double term : new double[] {1e300, 0.1, -1e-300, Double.MIN_VALUE, 3}) {
            sum.add(term);
            expected = expected.add(new BigDecimal(term));
        }
        assertThat(decimal(Dyadic.of(sum))).isEqualByComparingTo(expected);
        assertThat(sum.doubleValue()).isEqualTo(1e300);
    }

    @Test
    void arithmeticIsExact() {
        double large = 1e100;
        double small = -0.1;
        Dyadic a = Dyadic.of(large);
        Dyadic b = Dyadic.of(small);
        BigDecimal left = new BigDecimal(large);
        BigDecimal right = new BigDecimal(small);
        assertThat(decimal(a.plus(b))).isEqualByComparingTo(left.add(right));
        assertThat(decimal(b.plus(a))).isEqualByComparingTo(left.add(right));
        assertThat(decimal(a.minus(b))).isEqualByComparingTo(left.subtract(right));
        assertThat(decimal(a.times(b))).isEqualByComparingTo(left.multiply(right));
        assertThat(a.minus(a).signum()).isZero();
        assertThat(b.signum()).isEqualTo(-1);
    }

    @Test
    void scalesWithoutOverflow() {
        Dyadic huge = new Dyadic(BigInteger.valueOf(3), 5000);
        assertThat(huge.magnitude()).isEqualTo(5002);
        assertThat(huge.scaledBy(-5002)).isEqualTo(0.75);
        Dyadic long200 = new Dyadic(BigInteger.ONE.shiftLeft(200).add(BigInteger.ONE), -200);
        assertThat(long200.scaledBy(0)).isEqualTo(1);
    }

    @Test
    void refusesSumsBeyondTheDoubleRange() {
        ExactSum sum = new ExactSum();
        sum.add(Double.MAX_VALUE);
        sum.add(Double.MAX_VALUE);
        assertThatThrownBy(() -> Dyadic.of(sum)).isInstanceOf(ArithmeticException.class);
    }
}
