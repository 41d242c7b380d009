package dev.plumbline.metric;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Which reference implementation of {@code BinaryCrossentropy} is meant, to the letter. */
public enum Variant {
    /** {@code keras.metrics.BinaryCrossentropy} of Keras 3 on TensorFlow: clips the probability, counts samples. */
    KERAS3("keras3"),
    /**
     * {@code tf.keras.metrics.BinaryCrossentropy} of TensorFlow 2.3: clips the probability and adds epsilon inside each
     * logarithm, counts rows.
     */
    TF2_3("tf2.3");

    private final String id;

    Variant(String id) {
        this.id = id;
    }

    /** The stable name used in configurations, reports and encodings: {@code "keras3"} or {@code "tf2.3"}. */
    public String id() {
        return id;
    }

    /**
     * The variant of that id.
     *
     * @throws IllegalArgumentException if there is none; the message names the known ids
     */
    public static Variant of(String id) {
        for (Variant variant : values()) {
            if (variant.id.equals(id)) {
                return variant;
            }
        }
        String known = Arrays.stream(values()).map(Variant::id).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("variant \"" + id + "\" is unknown; use one of: " + known);
    }
}
