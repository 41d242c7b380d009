package dev.plumbline.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryCrossentropyTest {
    private static final int[] SHAPE = {2, 2};
    private static final NdArray Y_TRUE = NdArray.of(DType.FLOAT32, SHAPE, new double[] {0, 1, 0, 0});
    private static final NdArray Y_PRED = NdArray.of(DType.FLOAT32, SHAPE, new double[] {0.6, 0.4, 0.4, 0.6});
    private static final NdArray WEIGHTS = NdArray.vector(DType.FLOAT32, 1, 0);

    /** The example of the class's Javadoc, line by line. */
    @Test
    void theDocumentedExampleIsTrue() {
        BinaryCrossentropy metric = new BinaryCrossentropy();
        NdArray yTrue = NdArray.of(DType.FLOAT32, new int[] {2, 2}, new double[] {0, 1, 0, 0});
        NdArray yPred = NdArray.of(DType.FLOAT32, new int[] {2, 2}, new double[] {0.6, 0.4, 0.4, 0.6});
        metric.updateState(yTrue, yPred);
        float shown = (float) metric.result();
        assertThat(Float.toString(shown)).isEqualTo("0.8149245");

        metric.resetState();
        metric.updateState(yTrue, yPred, NdArray.vector(DType.FLOAT32, 1, 0));
        shown = (float) metric.result();
        assertThat(Float.toString(shown)).isEqualTo("0.91629076");
    }

    /**
     * The examples that the references document (the tf2.3 column) or really print (the keras3 one), in float32 digits.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"tf2.3, 0.81492424, 0.9162905", "keras3, 0.8149245, 0.91629076"})
    void theReferencesExamples(String variant, String unweighted, String weighted) {
        BinaryCrossentropy metric =
                new BinaryCrossentropy(BinaryCrossentropyConfig.defaults().withVariant(Variant.of(variant)));
        metric.updateState(Y_TRUE, Y_PRED);
        assertThat(Float.toString((float) metric.result())).isEqualTo(unweighted);
        assertThat((float) metric.result()).isEqualTo((float) metric.result());

        metric.resetState();
        assertThat(metric.result()).isZero();
        metric.updateState(Y_TRUE, Y_PRED, WEIGHTS);
        assertThat(Float.toString((float) metric.result())).isEqualTo(weighted);
    }

    @Test
    void mergingAddsStatesAndLeavesTheArgument() {
        BinaryCrossentropy first = new BinaryCrossentropy();
        first.updateState(Y_TRUE, Y_PRED);
        BinaryCrossentropy second =
                new BinaryCrossentropy(BinaryCrossentropyConfig.defaults().withName("second"));
        second.updateState(Y_TRUE, Y_PRED, WEIGHTS);
        BinaryCrossentropyResult ofSecond = second.state().result();
        first.mergeState(second);

        BinaryCrossentropy both = new BinaryCrossentropy();
        both.updateState(Y_TRUE, Y_PRED);
        both.updateState(Y_TRUE, Y_PRED, WEIGHTS);
        assertThat(first.state()).isEqualTo(both.state());
        assertThat(second.state().result()).isEqualTo(ofSecond);

        BinaryCrossentropy other =
                new BinaryCrossentropy(BinaryCrossentropyConfig.defaults().withFromLogits(true));
        assertThatThrownBy(() -> first.mergeState(other)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void configurationRoundTripsWithoutState() {
        Map<String, Object> config = Map.of("name", "ctr", "dtype", "float64", "variant", "tf2.3");
        BinaryCrossentropy metric = BinaryCrossentropy.fromConfig(config);
        metric.updateState(Y_TRUE, Y_PRED);
        assertThat(metric.name()).isEqualTo("ctr");
        assertThat(metric.getConfig()).containsAllEntriesOf(config);

        BinaryCrossentropy again = BinaryCrossentropy.fromConfig(metric.getConfig());
        assertThat(again.getConfig()).isEqualTo(metric.getConfig());
        assertThat(again.result()).isZero();
        assertThat(again.state().config()).isEqualTo(metric.state().config());
    }

    @Test
    void aRefusedUpdateChangesNothing() {
        BinaryCrossentropy metric = new BinaryCrossentropy();
        metric.updateState(Y_TRUE, Y_PRED);
        double before = metric.result();
        NdArray tooMany = NdArray.vector(DType.FLOAT32, 1, 2, 3);
        assertThatThrownBy(() -> metric.updateState(Y_TRUE, Y_PRED, tooMany)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> metric.updateState(Y_TRUE, tooMany)).isInstanceOf(ShapeException.class);
        assertThat(metric.result()).isEqualTo(before);
    }
}
