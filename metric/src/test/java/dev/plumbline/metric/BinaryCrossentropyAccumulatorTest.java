package dev.plumbline.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.metric.ConformanceCase.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BinaryCrossentropyAccumulatorTest {
    private static final BinaryCrossentropyConfig CONFIG = BinaryCrossentropyConfig.defaults();
    private static final double LN2 = 0.6931471805599453;

    @Test
    void anEmptyStateReadsZero() {
        assertThat(new BinaryCrossentropyAccumulator(CONFIG).result()).isEqualTo(new BinaryCrossentropyResult(0, 0, 0));
    }

    @Tag("long")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Variant.class)
    void twentyMillionEqualUpdatesGiveTheLossToTheLastBit(Variant variant) {
        BinaryCrossentropyConfig config = CONFIG.withVariant(variant);
        BinaryCrossentropyAccumulator accumulator = new BinaryCrossentropyAccumulator(config);
        for (int i = 0; i < 20_000_000; i++) {
            accumulator.update(1, 0.5, 1);
        }
        // ln 2, and -ln(0.5 + f32(1e-7)); the float32 reference shows 0.8512876.
        double loss = variant == Variant.KERAS3 ? LN2 : 0.6931469805599629;
        assertThat(ElementLoss.of(config, DType.FLOAT32).of(1, 0.5)).isEqualTo(loss);
        assertThat(accumulator.result()).isEqualTo(new BinaryCrossentropyResult(loss, 2e7 * loss, 2e7));
    }

    @Test
    void oneUpdateWeighsItsLoss() {
        BinaryCrossentropyAccumulator accumulator = new BinaryCrossentropyAccumulator(CONFIG);
        accumulator.update(0, 0.5, 3);
        accumulator.update(1, 0.5, 0.5);
        assertThat(accumulator.result()).isEqualTo(new BinaryCrossentropyResult(LN2, 3.5 * LN2, 3.5));
    }

    @Test
    void weightsAreRoundedToTheDtypeAndNegativeOnesAreTaken() {
        BinaryCrossentropyAccumulator accumulator = new BinaryCrossentropyAccumulator(CONFIG);
        accumulator.update(1, 0.5, 0.1);
        assertThat(accumulator.result().weightCount()).isEqualTo(0.1f);
        assertThat(accumulator.result().weightedSum()).isEqualTo(0.1f * LN2);
        accumulator.update(1, 0.5, -0.1);
        assertThat(accumulator).isEqualTo(new BinaryCrossentropyAccumulator(CONFIG));

        BinaryCrossentropyAccumulator float64 = new BinaryCrossentropyAccumulator(CONFIG.withDtype(DType.FLOAT64));
        float64.update(1, 0.5, 0.1);
        assertThat(float64.result().weightCount()).isEqualTo(0.1);
    }

    @Test
    void aWeightCountOfZeroReadsZeroWhateverTheSum() {
        BinaryCrossentropyAccumulator accumulator = new BinaryCrossentropyAccumulator(CONFIG);
        accumulator.update(1, 0.5, 1);
        accumulator.update(1, 0.25, -1);
        assertThat(accumulator.result().result()).isZero();
        assertThat(accumulator.result().weightedSum()).isNegative();
        accumulator.update(1, Double.NaN, 0);
        assertThat(accumulator.result()).isEqualTo(new BinaryCrossentropyResult(0, Double.NaN, 0));
        accumulator.update(1, 0.5, 1);
        assertThat(accumulator.result()).isEqualTo(new BinaryCrossentropyResult(Double.NaN, Double.NaN, 1));
    }

    @Test
    void sumsBeyondTheDoubleRangeReadAsInfiniteAndTheirQuotientAsNan() {
        BinaryCrossentropyAccumulator accumulator = new BinaryCrossentropyAccumulator(CONFIG.withDtype(DType.FLOAT64));
        accumulator.update(0, 0.75, 1.7e308);
        accumulator.update(0, 0.75, 1.7e308);
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(accumulator.result()).isEqualTo(new BinaryCrossentropyResult(Double.NaN, infinity, infinity));
        accumulator.update(0, 0.75, -1.7e308);
        assertThat(accumulator.result().weightCount()).isEqualTo(1.7e308);
    }

    @Test
    void subnormalWeightsAreNotFlushedToZero() {
        BinaryCrossentropyAccumulator accumulator = new BinaryCrossentropyAccumulator(CONFIG.withDtype(DType.FLOAT64));
        accumulator.update(1, 0.3, 1e-310);
        accumulator.update(0, 0.9, 1e-310);
        assertThat(accumulator.result().weightCount()).isEqualTo(2e-310);
        assertThat(accumulator.result().weightedSum()).isEqualTo(1e-310 * -Math.log(0.3) + 1e-310 * -Math.log(1 - 0.9));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Variant.class)
    void aScalarUpdateIsAnArrayUpdateOfOneRowOfOneOutput(Variant variant) {
        int[] shape = {1, 1};
        BinaryCrossentropyConfig config = CONFIG.withVariant(variant);
        BinaryCrossentropyAccumulator scalar = new BinaryCrossentropyAccumulator(config);
        scalar.update(0.3, 0.7, 2.5);
        for (NdArray weight : List.of(NdArray.scalar(DType.FLOAT32, 2.5), NdArray.vector(DType.FLOAT32, 2.5))) {
            BinaryCrossentropyAccumulator array = new BinaryCrossentropyAccumulator(config);
            array.update(
                    NdArray.of(DType.FLOAT32, shape, new double[] {0.3}),
                    NdArray.of(DType.FLOAT32, shape, new double[] {0.7}),
                    weight);
            assertThat(array).isEqualTo(scalar);
        }
    }

    @ParameterizedTest(name = "{0} {1} logits={2} smoothing={3}")
    @CsvSource({
        "keras3, float32, false, 0",
        "keras3, float64, true, 0.1",
        "tf2.3, float32, false, 0.2",
        "tf2.3, float64, true, 0",
    })
    void mergesByTheLaws(String variant, String dtype, boolean fromLogits, double labelSmoothing) {
        BinaryCrossentropyConfig config = CONFIG.withVariant(Variant.of(variant))
                .withDtype(DType.of(dtype))
                .withFromLogits(fromLogits)
                .withLabelSmoothing(labelSmoothing);
        Random random = new Random(42);
        List<Update> updates = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            updates.add(randomUpdate(random));
        }
        MergeLaws.check(Accumulators.algebra(config), updates, 42);
    }

    /** Up to four rows of up to three outputs, with weights of very different sizes, or none. */
    private static Update randomUpdate(Random random) {
        int[] shape = {1 + random.nextInt(4), 1 + random.nextInt(3)};
        double[] labels = new double[shape[0] * shape[1]];
        double[] predictions = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextInt(2);
            predictions[i] = random.nextDouble();
        }
        double[] weights = new double[shape[0]];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.scalb(random.nextDouble(), random.nextInt(60) - 30);
        }
        return new Update(
                NdArray.of(DType.FLOAT32, shape, labels),
                NdArray.of(DType.FLOAT32, shape, predictions),
                random.nextBoolean() ? NdArray.vector(DType.FLOAT32, weights) : null);
    }

    @Test
    void onlyStatesOfOneMeaningMerge() {
        BinaryCrossentropyAccumulator accumulator = new BinaryCrossentropyAccumulator(CONFIG);
        accumulator.update(1, 0.5, 1);
        BinaryCrossentropyAccumulator before = accumulator.copy();
        for (BinaryCrossentropyConfig other : List.of(
                CONFIG.withVariant(Variant.TF2_3),
                CONFIG.withDtype(DType.FLOAT64),
                CONFIG.withFromLogits(true),
                CONFIG.withLabelSmoothing(0.1),
                CONFIG.withFloatx(DType.FLOAT64))) {
            BinaryCrossentropyAccumulator stranger = new BinaryCrossentropyAccumulator(other);
            assertThatThrownBy(() -> accumulator.merge(stranger))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("states of different configurations do not add up")
                    .hasMessageContaining(other.getConfig().toString());
            assertThatThrownBy(() -> accumulator.subtract(stranger)).isInstanceOf(IllegalArgumentException.class);
            assertThat(accumulator).isEqualTo(before);
            assertThat(stranger).isNotEqualTo(new BinaryCrossentropyAccumulator(CONFIG));
        }
    }

    @Test
    void theNameHasNoPartInTheValue() {
        BinaryCrossentropyAccumulator accumulator = new BinaryCrossentropyAccumulator(CONFIG.withName("ctr"));
        BinaryCrossentropyAccumulator other = new BinaryCrossentropyAccumulator(CONFIG);
        other.update(1, 0.5, 1);
        accumulator.merge(other);
        assertThat(accumulator.config().name()).isEqualTo("ctr");
        assertThat(accumulator).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(Accumulators.encode(accumulator)).isEqualTo(Accumulators.encode(other));
    }

    @Test
    void equalityLooksAtBothSums() {
        BinaryCrossentropyAccumulator accumulator = withSums(1, 2);
        assertThat(accumulator).isEqualTo(withSums(1, 2)).hasSameHashCodeAs(withSums(1, 2));
        assertThat(accumulator)
                .isNotEqualTo(withSums(1, 3))
                .isNotEqualTo(withSums(3, 2))
                .isNotEqualTo("1/2");
        assertThat(accumulator.hashCode())
                .isNotEqualTo(withSums(1, 3).hashCode())
                .isNotEqualTo(withSums(3, 2).hashCode())
                .isNotEqualTo(withSums(2, 1).hashCode());
    }

    private static BinaryCrossentropyAccumulator withSums(double weightedSum, double weightCount) {
        return new BinaryCrossentropyAccumulator(CONFIG, ExactSums.of(weightedSum), ExactSums.of(weightCount));
    }

    @Test
    void clearingKeepsOnlyTheConfiguration() {
        BinaryCrossentropyConfig config = CONFIG.withVariant(Variant.TF2_3);
        BinaryCrossentropyAccumulator accumulator = new BinaryCrossentropyAccumulator(config);
        accumulator.update(1, Double.NaN, 1);
        accumulator.clear();
        assertThat(accumulator).isEqualTo(new BinaryCrossentropyAccumulator(config));
        assertThat(accumulator.config()).isSameAs(config);
    }

    @Test
    void aCopySharesNothing() {
        BinaryCrossentropyAccumulator accumulator = new BinaryCrossentropyAccumulator(CONFIG);
        BinaryCrossentropyAccumulator copy = accumulator.copy();
        accumulator.update(1, 0.5, 1);
        assertThat(copy).isEqualTo(new BinaryCrossentropyAccumulator(CONFIG));
    }

    @Test
    void smoothingUnderAnotherFloatTypeIsRefusedAndChangesNothing() {
        BinaryCrossentropyConfig config =
                CONFIG.withVariant(Variant.TF2_3).withDtype(DType.FLOAT64).withLabelSmoothing(0.1);
        BinaryCrossentropyAccumulator accumulator = new BinaryCrossentropyAccumulator(config);
        NdArray array = NdArray.vector(DType.FLOAT64, 1);
        assertThatThrownBy(() -> accumulator.update(1, 0.5, 1))
                .isInstanceOf(FloatTypeException.class)
                .hasMessage(
                        "label_smoothing 0.1 is held in floatx float32, which tf2.3 refuses to mix with labels of dtype"
                                + " float64; set floatx to float64");
        assertThatThrownBy(() -> accumulator.update(array, array, null)).isInstanceOf(FloatTypeException.class);
        assertThat(accumulator).isEqualTo(new BinaryCrossentropyAccumulator(config));
    }

    @Test
    void printsConfigurationAndResult() {
        BinaryCrossentropyAccumulator accumulator = new BinaryCrossentropyAccumulator(CONFIG);
        accumulator.update(1, 0.5, 1);
        assertThat(accumulator.toString()).contains("variant=keras3", "result=0.6931471805599453", "weightCount=1.0");
    }
}
