package dev.plumbline.metric.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTailTest {
    /** Beyond 38.4 standard deviations e^(-z^2/2) is subnormal and has fewer digits. */
    private static final double LAST_NORMAL = 37.5;

    private static final BigDecimal PI =
            new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803");

    /** Known values: tables of the normal distribution, and erfc of 1, 2 and 5 times the square root of two. */
    @ParameterizedTest(name = "P(|Z| > {0}) = {1}")
    @CsvSource({
        "0, 1",
        "1, 0.31731050786291410",
        "-1, 0.31731050786291410",
        "1.959963984540054, 0.05",
        "2, 0.045500263896358414",
        "3, 0.0026997960632601869",
        "5, 5.7330314375838767e-7",
        "10, 1.5239706048321052e-23",
        "Infinity, 0",
        "-Infinity, 0",
        "50, 0",
    })
    void knownTails(double z, double tail) {
        assertThat(NormalTail.twoSided(z)).isCloseTo(tail, within(1e-15 * tail));
    }

    @Test
    void noNumberHasNoTail() {
        assertThat(NormalTail.twoSided(Double.NaN)).isNaN();
    }

    /** Against the series in hundreds of digits, at points on both sides of where the method changes. */
    @Test
    void isWithinTheStatedErrorOfTheTrueTail() {
        double worst = 0;
        for (double z = 0x1p-20; z < LAST_NORMAL; z += z < 3 ? 0.0971 : 1.531) {
            worst = Math.max(worst, error(z));
        }
        for (double z : new double[] {Math.nextDown(1.5), 1.5, Math.nextUp(1.5)}) {
            worst = Math.max(worst, error(z));
        }
        System.out.printf("normal tail: largest relative error 2^%.1f%n", Math.log(worst) / Math.log(2));
        assertThat(worst).isLessThan(0x1p-48);
    }

    private static double error(double z) {
        BigDecimal tail = tail(new BigDecimal(z));
        BigDecimal difference = new BigDecimal(NormalTail.twoSided(z)).subtract(tail);
        return Math.abs(difference.divide(tail, MathContext.DECIMAL64).doubleValue());
    }

    /**
     * 1 - sqrt(2/pi) sum (-1)^k z^(2k+1) / (k! 2^k (2k+1)): alternating, so it loses digits, up to e^(z^2/2) of them; the
     * context has enough.
     */
    private static BigDecimal tail(BigDecimal z) {
        MathContext context = new MathContext(60 + (int) (z.doubleValue() * z.doubleValue() / 2 * 0.87));
        BigDecimal square = z.multiply(z);
        BigDecimal power = z;
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal end = BigDecimal.ONE.movePointLeft(context.getPrecision());
        for (int k = 0; power.abs().compareTo(end) > 0; k++) {
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * k + 1), context), context);
            power = power.multiply(square, context).divide(BigDecimal.valueOf(-2L * (k + 1)), context);
        }
        // sqrt(2/pi) to as many digits as the context asks for.
        BigDecimal factor = BigDecimal.valueOf(2).divide(pi(context), context).sqrt(context);
        return BigDecimal.ONE.subtract(factor.multiply(sum, context), context);
    }

    /** Machin's formula, 16 arctan(1/5) - 4 arctan(1/239). */
    private static BigDecimal pi(MathContext context) {
        MathContext wider = new MathContext(context.getPrecision() + 5);
        BigDecimal pi = BigDecimal.valueOf(16)
                .multiply(arctanOfInverse(5, wider))
                .subtract(BigDecimal.valueOf(4).multiply(arctanOfInverse(239, wider)));
        assertThat(pi.round(new MathContext(50))).isEqualTo(PI.round(new MathContext(50)));
        return pi.round(context);
    }

    private static BigDecimal arctanOfInverse(long x, MathContext context) {
        BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(x), context);
        BigDecimal end = BigDecimal.ONE.movePointLeft(context.getPrecision() + 2);
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; power.abs().compareTo(end) > 0; k++) {
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * k + 1), context));
            power = power.divide(BigDecimal.valueOf(-x * x), context);
        }
        return sum;
    }
}
