package dev.plumbline.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random terms against {@link BigDecimal}, which adds doubles exactly and rounds once in {@link
 * BigDecimal#doubleValue}.
 */
class ExactSumOracleTest {
    private static final long SEED = 20200713;
    /** Below {@link Double#MIN_EXPONENT}: subnormals. */
    private static final int SUBNORMAL = Double.MIN_EXPONENT - 1;

    @ParameterizedTest(name = "exponents {0} to {1}")
    @CsvSource({
        "-1023, 1023", // everything
        "-1023, -1023", // subnormals
        "-1023, -1000", // around the smallest normal
        "-30, 4", // ordinary losses
        "1000, 1023", // sums that leave the double range and return
        "-40, 40",
        "0, 0",
    })
    void agreesWithBigDecimalAndObeysTheMergeLaws(int minExponent, int maxExponent) {
        Random random = new Random(SEED);
        for (int round = 0; round < 10; round++) {
            List<Double> terms = ExactSums.terms(random, 1 + random.nextInt(60), minExponent, maxExponent);
            assertThat(sum(terms).doubleValue()).isEqualTo(rounded(terms));
            MergeLaws.check(ExactSums.ALGEBRA, terms, SEED + round);
        }
    }

    @Test
    void agreesAfterEveryTermWhenLargeTermsCancel() {
        Random random = new Random(SEED);
        for (int round = 0; round < 10; round++) {
            List<Double> terms = new ArrayList<>();
            for (double term : ExactSums.terms(random, 10, SUBNORMAL, 1023)) {
                terms.add(random.nextInt(terms.size() + 1), term);
                // The neighbour's opposite leaves one unit in the last place behind.
                terms.add(random.nextInt(terms.size() + 1), -Math.nextUp(term));
            }
            ExactSum sum = new ExactSum();
            for (int i = 0; i < terms.size(); i++) {
                sum.add(terms.get(i));
                assertThat(sum.doubleValue()).isEqualTo(rounded(terms.subList(0, i + 1)));
            }
        }
    }

    @Test
    void agreesForManyTermsAcrossCarriesReadsAndEncodings() {
        Random random = new Random(SEED);
        List<Double> terms = ExactSums.terms(random, 20_000, -60, 20);
        ExactSum sum = new ExactSum();
        ExactSum encodedNowAndThen = new ExactSum();
        BigDecimal exact = BigDecimal.ZERO;
        for (int i = 0; i < terms.size(); i++) {
            sum.add(terms.get(i));
            encodedNowAndThen.add(terms.get(i));
            exact = exact.add(new BigDecimal(terms.get(i)));
            if (i % 1999 == 0) {
                encodedNowAndThen = ExactSums.decode(ExactSums.encode(encodedNowAndThen));
                assertThat(sum.doubleValue()).isEqualTo(exact.doubleValue());
            }
        }
        assertThat(sum.doubleValue()).isEqualTo(exact.doubleValue());
        assertThat(encodedNowAndThen).isEqualTo(sum);
        terms.forEach(sum::subtract);
        assertThat(sum).isEqualTo(new ExactSum());
    }

    @Test
    void roundsTiesAndTheirNeighboursLikeBigDecimal() {
        Random random = new Random(SEED);
        for (double term : ExactSums.terms(random, 500, Double.MIN_EXPONENT + 60, 1020)) {
            double half = Math.ulp(term) / 2;
            for (double nudge : new double[] {0, Double.MIN_VALUE, -Double.MIN_VALUE, half / 4, -half / 4}) {
                List<Double> terms = List.of(half, term, nudge);
                assertThat(sum(terms).doubleValue()).isEqualTo(rounded(terms));
            }
        }
    }

    private static ExactSum sum(List<Double> terms) {
        ExactSum sum = new ExactSum();
        terms.forEach(sum::add);
        return sum;
    }

    private static double rounded(List<Double> terms) {
        return ExactSums.bigSum(terms).doubleValue();
    }
}
