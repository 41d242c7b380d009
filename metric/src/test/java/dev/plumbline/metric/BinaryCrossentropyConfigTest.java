package dev.plumbline.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryCrossentropyConfigTest {
    private static final BinaryCrossentropyConfig DEFAULTS = BinaryCrossentropyConfig.defaults();

    @Test
    void defaultsAreTheReferences() {
        assertThat(DEFAULTS)
                .isEqualTo(new BinaryCrossentropyConfig(
                        "binary_crossentropy", DType.FLOAT32, false, 0, Variant.KERAS3, DType.FLOAT32));
        assertThat(DEFAULTS.getConfig())
                .containsExactly(
                        Map.entry("name", "binary_crossentropy"),
                        Map.entry("dtype", "float32"),
                        Map.entry("from_logits", false),
                        Map.entry("label_smoothing", 0.0),
                        Map.entry("variant", "keras3"));
        assertThat(BinaryCrossentropyConfig.fromConfig(Map.of())).isEqualTo(DEFAULTS);
    }

    @Test
    void everyOptionRoundTrips() {
        BinaryCrossentropyConfig config = DEFAULTS.withName("ctr")
                .withDtype(DType.FLOAT64)
                .withFromLogits(true)
                .withLabelSmoothing(0.1)
                .withVariant(Variant.TF2_3)
                .withFloatx(DType.FLOAT64);
        assertThat(config)
                .isEqualTo(new BinaryCrossentropyConfig("ctr", DType.FLOAT64, true, 0.1, Variant.TF2_3, DType.FLOAT64));
        assertThat(config.getConfig()).containsEntry("floatx", "float64").hasSize(6);
        assertThat(BinaryCrossentropyConfig.fromConfig(config.getConfig())).isEqualTo(config);
    }

    @Test
    void smoothingMayBeAnyFiniteNumberOfAnyType() {
        assertThat(BinaryCrossentropyConfig.fromConfig(Map.of("label_smoothing", 1))
                        .labelSmoothing())
                .isEqualTo(1);
        assertThat(DEFAULTS.withLabelSmoothing(-2).labelSmoothing()).isEqualTo(-2);
        assertThat(DEFAULTS.withLabelSmoothing(-0.0)).isEqualTo(DEFAULTS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void smoothingIsFinite(double labelSmoothing) {
        assertThatThrownBy(() -> DEFAULTS.withLabelSmoothing(labelSmoothing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label_smoothing is " + labelSmoothing + "; use a finite number, usually between 0 and 1");
    }

    @Test
    void unknownKeysAndWrongTypesAreRefusedByName() {
        assertThatThrownBy(() -> BinaryCrossentropyConfig.fromConfig(Map.of("from_logit", true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "configuration key \"from_logit\" is unknown; the known keys are: [dtype, floatx, from_logits,"
                                + " label_smoothing, name, variant]");
        assertThatThrownBy(() -> BinaryCrossentropyConfig.fromConfig(Map.of("from_logits", "yes")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("configuration key \"from_logits\" is yes; give it a Boolean");
        Map<String, Object> nullName = new HashMap<>();
        nullName.put("name", null);
        assertThatThrownBy(() -> BinaryCrossentropyConfig.fromConfig(nullName))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("configuration key \"name\" is null; give it a String");
        assertThatThrownBy(() -> BinaryCrossentropyConfig.fromConfig(Map.of("dtype", "float16")))
                .hasMessage("dtype \"float16\" is unknown; use one of: float32, float64");
        assertThatThrownBy(() -> BinaryCrossentropyConfig.fromConfig(Map.of("variant", "keras2")))
                .hasMessage("variant \"keras2\" is unknown; use one of: keras3, tf2.3");
    }

    @Test
    void idsAreStable() {
        assertThat(Variant.of("keras3")).isSameAs(Variant.KERAS3);
        assertThat(Variant.of("tf2.3")).isSameAs(Variant.TF2_3);
        assertThat(DType.of("float32")).isSameAs(DType.FLOAT32);
        assertThat(DType.of("float64")).isSameAs(DType.FLOAT64);
    }

    @Test
    void statesMergeWhateverTheirNames() {
        assertThat(DEFAULTS.mergesWith(DEFAULTS.withName("other"))).isTrue();
        assertThat(DEFAULTS.mergesWith(DEFAULTS.withVariant(Variant.TF2_3))).isFalse();
    }

    @Test
    void onlyTf23WithSmoothingMindsTheGlobalFloatType() {
        BinaryCrossentropyConfig refused =
                DEFAULTS.withVariant(Variant.TF2_3).withDtype(DType.FLOAT64).withLabelSmoothing(0.1);
        assertThatThrownBy(refused::checkFloatTypes).isInstanceOf(FloatTypeException.class);
        assertThatThrownBy(() -> refused.withDtype(DType.FLOAT32)
                        .withFloatx(DType.FLOAT64)
                        .checkFloatTypes())
                .hasMessageEndingWith("; set floatx to float32");
        assertThatCode(() -> refused.withFloatx(DType.FLOAT64).checkFloatTypes())
                .doesNotThrowAnyException();
        assertThatCode(() -> refused.withDtype(DType.FLOAT32).checkFloatTypes()).doesNotThrowAnyException();
        assertThatCode(() -> refused.withLabelSmoothing(0).checkFloatTypes()).doesNotThrowAnyException();
        assertThatCode(() -> refused.withVariant(Variant.KERAS3).checkFloatTypes())
                .doesNotThrowAnyException();
    }

    @Test
    void roundsToItsDtype() {
        assertThat(DType.FLOAT32.round(1e-7)).isEqualTo(1.0000000116860974e-07);
        assertThat(DType.FLOAT32.round(1 - 1e-7)).isEqualTo(1 - 0x1p-23);
        assertThat(DType.FLOAT32.round(1e39)).isInfinite();
        assertThat(DType.FLOAT64.round(1e-7)).isEqualTo(1e-7);
    }
}
