package dev.plumbline.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Losses of single elements. The wanted values are those of the two formulas in 50-digit arithmetic, where only lo, hi
 * and epsilon are rounded to the dtype; beside them stands what the reference was measured to give.
 */
class ElementLossTest {
    /**
     * Float32 results differ from the exact ones by this much: one rounding of 1 - q, or the last bit of a number up to
     * 16.
     */
    private static final double FLOAT32_ERROR = 1e-6;

    @ParameterizedTest(name = "{0} {1}: p={2}, y={3}")
    @CsvSource({
        // variant, dtype, p, y, exact, measured by the reference
        "keras3, float32, 0,    1, 16.118095639272223,     16.118095397949219",
        "keras3, float64, 0,    1, 16.11809565095832,      16.11809565095832",
        "tf2.3,  float32, 0,    1, 15.424948458712278,     15.424948692321777",
        "tf2.3,  float64, 0,    1, 15.424948470398375,     15.424948470398375",
        "keras3, float32, 1,    0, 15.942385152878742,     15.942384719848633",
        "keras3, float64, 1,    0, 16.118095651484676,     16.118095651484676",
        "tf2.3,  float32, 1,    0, 15.333238898102001,     15.33323860168457",
        "tf2.3,  float64, 1,    0, 15.424948470661553,     15.424948470661553",
        "keras3, float32, 0,    0, 1.000000061686102e-07,  1.1920928955078125e-07",
        "keras3, float64, 0,    0, 1.0000000500000033e-07, 1.0000000494736474e-07",
        "tf2.3,  float32, 0,    0, 0,                      0",
        "tf2.3,  float64, 0,    0, 0,                      0",
        "keras3, float32, 1,    1, 1.1920929665620916e-07, 1.1920928955078125e-07",
        "keras3, float64, 1,    1, 1.0000000494736474e-07, 1.0000000494736474e-07",
        "tf2.3,  float32, 1,    1, 1.920928856666989e-08,  0",
        "tf2.3,  float64, 1,    1, 0,                      0",
        "keras3, float32, 0.5,  0, 0.6931471805599453,     0.6931471824645996",
        "keras3, float64, 0.5,  1, 0.6931471805599453,     0.6931471805599453",
        "tf2.3,  float32, 0.5,  1, 0.6931469805599629,     0.6931469440460205",
        "tf2.3,  float64, 0.5,  0, 0.6931469805599653,     0.6931469805599654",
        // Not in the published table: values that tell labels, predictions and signs apart.
        "keras3, float32, 0.25, 1, 1.3862943611198906,     1.3862943611198906",
        "keras3, float32, 0.25, 0, 0.2876820724517809,     0.2876820724517809",
        "tf2.3,  float32, 0.25, 1, 1.3862939611199658,     1.3862939611199658",
        "tf2.3,  float64, 0.25, 0, 0.28768193911845646,    0.28768193911845646",
        "keras3, float64, 0.25, 0.5, 0.8369882167858358,   0.8369882167858358",
        "tf2.3,  float64, 0.25, 0.5, 0.8369879501192136,   0.8369879501192136",
        // Labels are not checked: the loss is linear in them.
        "keras3, float64, 0.25, 2,   2.4849066497880004,   2.4849066497880004",
        "keras3, float64, 0.25, -1, -0.8109302162163288,  -0.8109302162163288",
        "tf2.3,  float32, 0.25, -1, -0.8109300828830561,  -0.8109300828830561",
    })
    void ofProbabilities(String variant, String dtype, double p, double y, double exact, double measured) {
        double loss = loss(config(variant, dtype), y, p);
        // Half a unit of 1 for the rounding inside the logarithm, and one of the result for StrictMath.log; twice that.
        assertThat(loss).isCloseTo(exact, within(0x1p-52 * Math.max(1, Math.abs(exact))));
        assertThat(loss).isCloseTo(measured, within(dtype.equals("float32") ? FLOAT32_ERROR : 1e-15));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Variant.class)
    void probabilitiesAreClippedSilently(Variant variant) {
        BinaryCrossentropyConfig config = BinaryCrossentropyConfig.defaults().withVariant(variant);
        for (double y : new double[] {0, 0.25, 1}) {
            for (double below : new double[] {0, -0.0, Double.MIN_VALUE, 9e-8, -3, Double.NEGATIVE_INFINITY}) {
                assertThat(loss(config, y, below)).isEqualTo(loss(config, y, 1e-7));
            }
            for (double above : new double[] {0.99999995, 1.5, Double.POSITIVE_INFINITY}) {
                assertThat(loss(config, y, above)).isEqualTo(loss(config, y, 1));
            }
        }
        assertThat(loss(config, 1, 2e-7)).isLessThan(loss(config, 1, 1e-7));
        assertThat(loss(config, 0, 0.9999997)).isLessThan(loss(config, 0, 1));
    }

    @ParameterizedTest(name = "x={0}, y={1}")
    @CsvSource({
        "0,     0,    0.6931471805599453",
        "0,     1,    0.6931471805599453",
        "2,     1,    0.1269280110429725",
        "2,     0,    2.1269280110429727",
        "-2,    1,    2.1269280110429727",
        "-2,    0,    0.1269280110429725",
        "3.5,   0.25, 2.6547504182726205",
        "40,    0,    40",
        "-40,   0,    4.248354255291589e-18",
        "1000,  0,    1000",
        "-1000, 1,    1000",
        "1000,  1,    0",
    })
    void ofLogits(double x, double y, double exact) {
        for (Variant variant : Variant.values()) {
            BinaryCrossentropyConfig config =
                    BinaryCrossentropyConfig.defaults().withVariant(variant).withFromLogits(true);
            // Two roundings of numbers up to the size of the result, relative to it also where it is tiny.
            assertThat(loss(config, y, x)).isCloseTo(exact, within(0x1p-51 * exact));
        }
    }

    @ParameterizedTest(name = "y={0}")
    @CsvSource({"0", "0.5", "1"})
    void infiniteLogitsAreNotANumber(double y) {
        BinaryCrossentropyConfig config = BinaryCrossentropyConfig.defaults().withFromLogits(true);
        assertThat(loss(config, y, Double.POSITIVE_INFINITY)).isNaN();
        assertThat(loss(config, y, Double.NEGATIVE_INFINITY)).isNaN();
    }

    @ParameterizedTest(name = "from logits: {0}")
    @CsvSource({"true", "false"})
    void nanStaysNan(boolean fromLogits) {
        BinaryCrossentropyConfig config = BinaryCrossentropyConfig.defaults().withFromLogits(fromLogits);
        for (double y : new double[] {0, 0.5, 1, Double.NaN}) {
            assertThat(loss(config, y, Double.NaN)).isNaN();
        }
        assertThat(loss(config, Double.NaN, 0.5)).isNaN();
    }

    @Test
    void inputsAreRoundedToTheDtype() {
        BinaryCrossentropyConfig float32 = BinaryCrossentropyConfig.defaults();
        assertThat(loss(float32, 0.3, 0.1)).isEqualTo(loss(float32, 0.3f, 0.1f));
        assertThat(loss(float32.withDtype(DType.FLOAT64), 0.3, 0.1)).isNotEqualTo(loss(float32, 0.3, 0.1));
    }

    @Test
    void smoothingMovesLabelsTowardsAHalf() {
        for (Variant variant : Variant.values()) {
            BinaryCrossentropyConfig plain = BinaryCrossentropyConfig.defaults()
                    .withVariant(variant)
                    .withDtype(DType.FLOAT64)
                    .withFloatx(DType.FLOAT64);
            BinaryCrossentropyConfig smoothed = plain.withLabelSmoothing(0.25);
            // y (1 - 1/4) + 1/8
            assertThat(loss(smoothed, 1, 0.7)).isEqualTo(loss(plain, 0.875, 0.7));
            assertThat(loss(smoothed, 0, 0.7)).isEqualTo(loss(plain, 0.125, 0.7));
            assertThat(loss(smoothed.withFromLogits(true), 1, 0.7))
                    .isEqualTo(loss(plain.withFromLogits(true), 0.875, 0.7));
        }
    }

    @Test
    void onlyTf23RoundsTheSmoothing() {
        BinaryCrossentropyConfig keras3 = BinaryCrossentropyConfig.defaults().withLabelSmoothing(0.1);
        BinaryCrossentropyConfig tf23 = keras3.withVariant(Variant.TF2_3);
        assertThat(loss(keras3, 1, 0.7)).isNotEqualTo(loss(keras3.withLabelSmoothing(0.1f), 1, 0.7));
        assertThat(loss(tf23, 1, 0.7)).isEqualTo(loss(tf23.withLabelSmoothing(0.1f), 1, 0.7));
    }

    /** A label of 0 or 1 costs one logarithm; the sum must not be able to tell. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"keras3, float32", "keras3, float64", "tf2.3, float32", "tf2.3, float64"})
    void oneLogarithmGivesTheBitsOfTwo(String variant, String dtype) {
        BinaryCrossentropyConfig config = config(variant, dtype);
        DType type = config.dtype();
        double lo = type.round(1e-7);
        double hi = type.round(1 - 1e-7);
        double epsilon = config.variant() == Variant.TF2_3 ? lo : 0;
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double p = type.round(i == 0 ? 0 : i == 1 ? 1 : random.nextDouble());
            double q = Math.min(Math.max(p, lo), hi);
            for (double y : new double[] {0, -0.0, 1}) {
                double full = -(y * StrictMath.log(q + epsilon) + (1 - y) * StrictMath.log(1 - q + epsilon));
                assertThat(ExactSums.of(loss(config, y, p))).isEqualTo(ExactSums.of(full));
            }
        }
    }

    private static double loss(BinaryCrossentropyConfig config, double y, double p) {
        return ElementLoss.of(config, config.dtype()).of(y, p);
    }

    private static BinaryCrossentropyConfig config(String variant, String dtype) {
        return BinaryCrossentropyConfig.defaults()
                .withVariant(Variant.of(variant))
                .withDtype(DType.of(dtype));
    }
}
