package dev.plumbline.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what a number means; it never changes while a metric accumulates.
 *
 * @param name what the metric is called; the only component that does not matter for merging
 * @param dtype the metric's float type; what it rounds is told at {@link BinaryCrossentropyAccumulator}
 * @param fromLogits whether predictions are logits (any real number) and not probabilities
 * @param labelSmoothing a in {@code y' = y(1 - a) + a/2}; usually in [0, 1], but like the reference any finite number
 *     is taken
 * @param variant the reference implementation that is followed
 * @param floatx Keras' global float type; only tf2.3 looks at it, and only when it smooths labels
 */
public record BinaryCrossentropyConfig(
        String name, DType dtype, boolean fromLogits, double labelSmoothing, Variant variant, DType floatx)
        implements Serializable {

    private static final BinaryCrossentropyConfig DEFAULTS =
            new BinaryCrossentropyConfig("binary_crossentropy", DType.FLOAT32, false, 0, Variant.KERAS3, DType.FLOAT32);

    private static final String NAME = "name";
    private static final String DTYPE = "dtype";
    private static final String FROM_LOGITS = "from_logits";
    private static final String LABEL_SMOOTHING = "label_smoothing";
    private static final String VARIANT = "variant";
    private static final String FLOATX = "floatx";
    private static final Set<String> KEYS = Set.of(NAME, DTYPE, FROM_LOGITS, LABEL_SMOOTHING, VARIANT, FLOATX);

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if the label smoothing is not finite
     */
    public BinaryCrossentropyConfig {
        Objects.requireNonNull(name, NAME);
        Objects.requireNonNull(dtype, DTYPE);
        Objects.requireNonNull(variant, VARIANT);
        Objects.requireNonNull(floatx, FLOATX);
        if (!Double.isFinite(labelSmoothing)) {
            throw new IllegalArgumentException(
                    "label_smoothing is " + labelSmoothing + "; use a finite number, usually between 0 and 1");
        }
        // Both zeros switch smoothing off; one of them would make equal configurations look different.
        labelSmoothing = labelSmoothing == 0 ? 0 : labelSmoothing;
    }

    /**
     * The reference's defaults: probabilities, no smoothing, float32, named {@code binary_crossentropy}, as in Keras 3.
     */
    public static BinaryCrossentropyConfig defaults() {
        return DEFAULTS;
    }

    /** The same with another name. */
    public BinaryCrossentropyConfig withName(String newName) {
        return new BinaryCrossentropyConfig(newName, dtype, fromLogits, labelSmoothing, variant, floatx);
    }

    /** The same with another metric dtype. */
    public BinaryCrossentropyConfig withDtype(DType newDtype) {
        return new BinaryCrossentropyConfig(name, newDtype, fromLogits, labelSmoothing, variant, floatx);
    }

    /** The same for logits, or for probabilities. */
    public BinaryCrossentropyConfig withFromLogits(boolean newFromLogits) {
        return new BinaryCrossentropyConfig(name, dtype, newFromLogits, labelSmoothing, variant, floatx);
    }

    /** The same with another label smoothing. */
    public BinaryCrossentropyConfig withLabelSmoothing(double newLabelSmoothing) {
        return new BinaryCrossentropyConfig(name, dtype, fromLogits, newLabelSmoothing, variant, floatx);
    }

    /** The same after another reference implementation. */
    public BinaryCrossentropyConfig withVariant(Variant newVariant) {
        return new BinaryCrossentropyConfig(name, dtype, fromLogits, labelSmoothing, newVariant, floatx);
    }

    /** The same under another global float type. */
    public BinaryCrossentropyConfig withFloatx(DType newFloatx) {
        return new BinaryCrossentropyConfig(name, dtype, fromLogits, labelSmoothing, variant, newFloatx);
    }

    /**
     * Whether states under the two configurations add up to something that has a meaning: all but the names are equal.
     */
    public boolean mergesWith(BinaryCrossentropyConfig other) {
        // Asked for each merge, so nothing is made for it. Label smoothing is finite and has one zero.
        return dtype == other.dtype
                && fromLogits == other.fromLogits
                && labelSmoothing == other.labelSmoothing
                && variant == other.variant
                && floatx == other.floatx;
    }

    /**
     * Whether an update with arrays of these shapes would be accepted, without making one.
     *
     * @param yTrue the shape of the labels; empty for a single number
     * @param yPred the shape of the predictions
     * @param sampleWeight the shape of the sample weight, or null if there is none
     * @throws ShapeException if it would be refused
     */
    public void checkShapes(int[] yTrue, int[] yPred, int @Nullable [] sampleWeight) {
        UpdateRule.of(this).checkShapes(yTrue, yPred, sampleWeight);
    }

    /**
     * Whether updates are possible at all: tf2.3 holds the label smoothing in the global float type and does not
     * multiply types, so it smooths labels only where the metric's dtype is that type. (Measured for a float64 metric;
     * the other way round it follows from the same rule.)
     *
     * @throws FloatTypeException if every update would be refused
     */
    public void checkFloatTypes() {
        if (labelSmoothing != 0 && variant == Variant.TF2_3 && dtype != floatx) {
            throw new FloatTypeException("label_smoothing " + labelSmoothing + " is held in floatx " + floatx.id()
                    + ", which tf2.3 refuses to mix with labels of dtype " + dtype.id() + "; set floatx to "
                    + dtype.id());
        }
    }

    /**
     * The configuration as the reference's {@code get_config()} gives it: {@code name}, {@code dtype}, {@code
     * from_logits}, {@code label_smoothing}; then {@code variant}, and {@code floatx} if it is not float32.
     *
     * @return a new map in that order
     */
    public Map<String, Object> getConfig() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put(NAME, name);
        config.put(DTYPE, dtype.id());
        config.put(FROM_LOGITS, fromLogits);
        config.put(LABEL_SMOOTHING, labelSmoothing);
        config.put(VARIANT, variant.id());
        if (floatx != DEFAULTS.floatx) {
            config.put(FLOATX, floatx.id());
        }
        return config;
    }

    /**
     * The inverse of {@link #getConfig()}. A missing key takes its default.
     *
     * @throws IllegalArgumentException if a key is unknown or a value has the wrong type
     */
    public static BinaryCrossentropyConfig fromConfig(Map<String, ?> config) {
        for (String key : config.keySet()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        "configuration key \"" + key + "\" is unknown; the known keys are: " + new TreeSet<>(KEYS));
            }
        }
        return new BinaryCrossentropyConfig(
                value(config, NAME, String.class, DEFAULTS.name),
                DType.of(value(config, DTYPE, String.class, DEFAULTS.dtype.id())),
                value(config, FROM_LOGITS, Boolean.class, DEFAULTS.fromLogits),
                value(config, LABEL_SMOOTHING, Number.class, DEFAULTS.labelSmoothing)
                        .doubleValue(),
                Variant.of(value(config, VARIANT, String.class, DEFAULTS.variant.id())),
                DType.of(value(config, FLOATX, String.class, DEFAULTS.floatx.id())));
    }

    /**
     * Writes all but the name as a part of an owner's encoding, whose version covers it: one byte of bits, and eight of label
     * smoothing if that is not 0. The layout is in {@code docs/FORMATS.md}.
     */
    public void encode(DataOutput out) throws IOException {
        ConfigFormat.write(this, out);
    }

    /**
     * Reads what {@link #encode} wrote, and nothing after it. The name is the default one.
     *
     * @param owner what messages call the encoding that this is a part of
     * @throws EncodingException if the bytes are none of a configuration
     * @throws java.io.EOFException if they end early
     * @throws IOException if reading itself fails
     */
    public static BinaryCrossentropyConfig decode(String owner, DataInput in) throws IOException {
        return ConfigFormat.read(owner, in);
    }

    private static <T> T value(Map<String, ?> config, String key, Class<T> type, T ifMissing) {
        Object value = config.containsKey(key) ? config.get(key) : ifMissing;
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "configuration key \"" + key + "\" is " + value + "; give it a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
