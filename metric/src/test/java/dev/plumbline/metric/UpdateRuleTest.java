package dev.plumbline.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The worked differences between the variants, and what shapes they refuse. The conformance vectors cover the many
 * others.
 */
class UpdateRuleTest {
    @ParameterizedTest(name = "{0}: scalar weights")
    @CsvSource({"keras3, 2.4079456, 2, 1.2039728", "tf2.3, 2.6186655, 4, 0.65466636"})
    void aScalarWeightCountsOnceInKeras3AndOncePerRowInTf23(String variant, double sum, double count, double result) {
        BinaryCrossentropyAccumulator accumulator = accumulator(variant);
        accumulator.update(filled(1, 3, 1), filled(0.9, 3, 1), NdArray.scalar(DType.FLOAT32, 1));
        accumulator.update(filled(1, 1, 1), filled(0.1, 1, 1), NdArray.scalar(DType.FLOAT32, 1));
        assertReads(accumulator, sum, count, result);
    }

    @Test
    void inKeras3AScalarWeightOfOneIsNotTheSameAsNoWeight() {
        BinaryCrossentropyAccumulator accumulator = accumulator("keras3");
        accumulator.update(filled(1, 3, 1), filled(0.9, 3, 1), null);
        accumulator.update(filled(1, 1, 1), filled(0.1, 1, 1), null);
        assertReads(accumulator, 2.6186666, 4, 0.65466666);
    }

    @ParameterizedTest(name = "{0}: inner axes without weights")
    @CsvSource({"keras3, 2.4079456, 2, 1.2039728", "tf2.3, 2.6186655, 4, 0.65466636"})
    void innerAxesAreAveragedInKeras3AndCountedInTf23(String variant, double sum, double count, double result) {
        BinaryCrossentropyAccumulator accumulator = accumulator(variant);
        accumulator.update(filled(1, 1, 3, 1), filled(0.9, 1, 3, 1), null);
        accumulator.update(filled(1, 1, 1, 1), filled(0.1, 1, 1, 1), null);
        assertReads(accumulator, sum, count, result);
    }

    @ParameterizedTest(name = "{0}: inner axes with weights")
    @CsvSource({"keras3, 9.631783, 8, 1.2039728", "tf2.3, 10.05322, 12, 0.8377683"})
    void sampleWeightsCountOncePerRowInTf23(String variant, double sum, double count, double result) {
        BinaryCrossentropyAccumulator accumulator = accumulator(variant);
        NdArray weights = NdArray.vector(DType.FLOAT32, 1, 3);
        accumulator.update(filled(1, 2, 2, 1), filled(0.9, 2, 2, 1), weights);
        accumulator.update(filled(1, 2, 1, 1), filled(0.1, 2, 1, 1), weights);
        assertReads(accumulator, sum, count, result);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Variant.class)
    void aVectorIsOneRow(Variant variant) {
        BinaryCrossentropyAccumulator accumulator = accumulator(variant.id());
        accumulator.update(filled(1, 5), filled(0.5, 5), null);
        assertThat(accumulator.result().weightCount()).isEqualTo(1);
        accumulator.update(filled(1, 5), filled(0.5, 5), NdArray.scalar(DType.FLOAT32, 3));
        assertThat(accumulator.result().weightCount()).isEqualTo(4);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Variant.class)
    void theOrderOfRowsAndOutputsDoesNotMatter(Variant variant) {
        double[] labels = {0, 1, 1, 0, 1, 0.3};
        double[] predictions = {0.1, 0.2, 0.7, 1e-6, 0.999999, 0.5};
        BinaryCrossentropyAccumulator forwards = accumulator(variant.id());
        forwards.update(array(labels, 1, 6), array(predictions, 1, 6), null);
        forwards.update(array(labels, 2, 3, 1), array(predictions, 2, 3, 1), null);
        BinaryCrossentropyAccumulator backwards = accumulator(variant.id());
        backwards.update(array(reversed(labels), 1, 6), array(reversed(predictions), 1, 6), null);
        backwards.update(array(reversed(labels), 2, 3, 1), array(reversed(predictions), 2, 3, 1), null);
        assertThat(backwards).isEqualTo(forwards);
    }

    @Test
    void keras3ComputesInTheDtypeOfThePredictionsAndTf23InItsOwn() {
        int[] shape = {1, 1};
        NdArray label = NdArray.of(DType.FLOAT64, shape, new double[] {1});
        NdArray prediction = NdArray.of(DType.FLOAT64, shape, new double[] {0.1});
        NdArray weight = NdArray.scalar(DType.FLOAT64, 0.1);
        BinaryCrossentropyAccumulator keras3 = accumulator("keras3");
        keras3.update(label, prediction, weight);
        assertThat(keras3.result().weightedSum()).isEqualTo(0.1f * -StrictMath.log(0.1));
        assertThat(keras3.result().weightCount()).isEqualTo(0.1f);
        BinaryCrossentropyAccumulator tf23 = accumulator("tf2.3");
        tf23.update(label, prediction, weight);
        BinaryCrossentropyAccumulator scalar = accumulator("tf2.3");
        scalar.update(1, 0.1f, 0.1f);
        assertThat(tf23).isEqualTo(scalar);
    }

    @ParameterizedTest(name = "{0} {1} y_true{2} y_pred{3} weight{4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "keras3 | false |       |       | -   | rank_zero_input",
                "tf2.3  | false |       |       | -   | rank_zero_input",
                "tf2.3  | false | 1     |       | -   | rank_zero_input",
                "keras3 | false |       | 1     | -   | label_prediction_shape_mismatch",
                "keras3 | false | 4,1   | 4     | -   | label_prediction_shape_mismatch",
                "tf2.3  | true  | 4,1   | 4,3   | -   | label_prediction_shape_mismatch",
                "tf2.3  | false | 4,3   | 4     | -   | shape_not_broadcastable",
                "keras3 | false | 4,3   | 4,3   | 4,3 | shape_not_broadcastable",
                "tf2.3  | false | 4,3   | 4,3   | 4,3 | shape_not_broadcastable",
                "keras3 | false | 1,3   | 1,3   | 5   | shape_not_broadcastable",
                "keras3 | false | 5     | 5     | 5   | shape_not_broadcastable",
                "tf2.3  | false | 5     | 5     | 5   | shape_not_broadcastable",
                "keras3 | false | 2,3,4 | 2,3,4 | 3   | shape_not_broadcastable",
                "tf2.3  | false | 2,3,4 | 2,3,4 | 3   | shape_not_broadcastable",
                "keras3 | false | 2,1   | 2,1   | 2,1,1 | shape_not_broadcastable",
            })
    void refusesShapes(
            String variant,
            boolean fromLogits,
            @Nullable String yTrue,
            @Nullable String yPred,
            @Nullable String weight,
            String kind) {
        BinaryCrossentropyConfig config = BinaryCrossentropyConfig.defaults()
                .withVariant(Variant.of(variant))
                .withFromLogits(fromLogits);
        int[] weightShape = weight == null ? null : shape(weight);
        ShapeException refusal = catchThrowableOfType(
                ShapeException.class, () -> config.checkShapes(shape(yTrue), shape(yPred), weightShape));
        assertThat(refusal.kind().id()).isEqualTo(kind);
        assertThat(refusal).hasMessageContaining("; give ").hasMessageNotContaining("null");

        BinaryCrossentropyAccumulator accumulator = new BinaryCrossentropyAccumulator(config);
        NdArray weights = weightShape == null ? null : filled(1, weightShape);
        assertThatThrownBy(() -> accumulator.update(filled(1, shape(yTrue)), filled(1, shape(yPred)), weights))
                .isInstanceOf(ShapeException.class);
        assertThat(accumulator).isEqualTo(new BinaryCrossentropyAccumulator(config));
    }

    @ParameterizedTest(name = "{0} {1} y_true{2} y_pred{3} weight{4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "keras3 | false | 4,3 | 4,3 | -",
                "keras3 | true  | 4,3 | 4,3 | 4",
                "tf2.3  | false | 3   | 4,3 | -",
                "tf2.3  | false | 4,3 | 3   | -",
                "keras3 | false | 4,3,1 | 4,3,1 | 4,3",
                "keras3 | false | 1,3 | 1,3 | 1,1",
                "tf2.3  | true  | 4,1 | 4   | -",
                "tf2.3  | true  | 4   | 4,1 | -",
                "tf2.3  | false | 1,3 | 1,3 | 5",
                "tf2.3  | false | 0,3 | 0,3 | 0",
            })
    void acceptsShapes(String variant, boolean fromLogits, String yTrue, String yPred, @Nullable String weight) {
        BinaryCrossentropyConfig config = BinaryCrossentropyConfig.defaults()
                .withVariant(Variant.of(variant))
                .withFromLogits(fromLogits);
        assertThatCode(() -> config.checkShapes(shape(yTrue), shape(yPred), weight == null ? null : shape(weight)))
                .doesNotThrowAnyException();
    }

    @Test
    void messagesNameTheShapes() {
        BinaryCrossentropyConfig keras3 = BinaryCrossentropyConfig.defaults();
        assertThatThrownBy(() -> keras3.checkShapes(new int[] {4}, new int[] {4, 1}, null))
                .hasMessage("y_true has shape [4] and y_pred [4, 1]; give them the same shape, as keras3 wants it");
        assertThatThrownBy(() -> keras3.checkShapes(new int[] {4, 1}, new int[] {4, 1}, new int[] {3}))
                .hasMessage(
                        "sample_weight of shape [3] cannot be broadcast to the row losses of shape [4]; give one weight for"
                                + " all or one for each row");
        BinaryCrossentropyConfig tf23 = keras3.withVariant(Variant.TF2_3);
        assertThatThrownBy(() -> tf23.checkShapes(new int[] {4, 3}, new int[] {4}, null))
                .hasMessage(
                        "y_true of shape [4, 3] cannot be broadcast against y_pred of shape [4]; give them the same shape");
    }

    /** Otherwise two small arrays in one record could ask for more memory than there is. */
    @Test
    void broadcastingToMoreThanAMillionElementsIsRefused() {
        BinaryCrossentropyConfig tf23 = BinaryCrossentropyConfig.defaults().withVariant(Variant.TF2_3);
        int[] limit = {1 << 20, 1};
        assertThatCode(() -> tf23.checkShapes(new int[] {1 << 10, 1}, new int[] {1, 1 << 10}, null))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> tf23.checkShapes(new int[] {1 << 10, 1}, new int[] {1, (1 << 10) + 1}, null))
                .isInstanceOf(ShapeException.class);
        // The product would be 2^32, which is 0 in 32 bits.
        assertThatThrownBy(() -> tf23.checkShapes(new int[] {1 << 16, 1}, new int[] {1, 1 << 16}, null))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> tf23.checkShapes(limit, limit, new int[] {1, 2}))
                .isInstanceOf(ShapeException.class);
        int[] large = {1 << 21, 2};
        assertThatCode(() -> tf23.checkShapes(large, large, null)).doesNotThrowAnyException();
        assertThatCode(() -> tf23.checkShapes(new int[] {1, 2}, large, null)).doesNotThrowAnyException();
    }

    private static void assertReads(
            BinaryCrossentropyAccumulator accumulator, double sum, double count, double result) {
        // The wanted values are float32 displays; half a unit of their last digit, and a few float32 roundings, are
        // below 2e-6.
        assertThat(accumulator.result().weightedSum()).isCloseTo(sum, within(2e-6));
        assertThat(accumulator.result().weightCount()).isEqualTo(count);
        assertThat(accumulator.result().result()).isCloseTo(result, within(2e-7));
    }

    private static BinaryCrossentropyAccumulator accumulator(String variant) {
        return new BinaryCrossentropyAccumulator(
                BinaryCrossentropyConfig.defaults().withVariant(Variant.of(variant)));
    }

    private static NdArray filled(double value, int... shape) {
        double[] data = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.fill(data, value);
        return NdArray.of(DType.FLOAT32, shape, data);
    }

    private static NdArray array(double[] data, int... shape) {
        return NdArray.of(DType.FLOAT32, shape, data);
    }

    private static double[] reversed(double[] values) {
        double[] reversed = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            reversed[i] = values[values.length - 1 - i];
        }
        return reversed;
    }

    /** "4,3" is [4, 3], and nothing is rank 0. */
    private static int[] shape(@Nullable String lengths) {
        return lengths == null
                ? new int[0]
                : Arrays.stream(lengths.split(",")).mapToInt(Integer::parseInt).toArray();
    }
}
