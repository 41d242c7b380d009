package dev.plumbline.metric;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A floating-point type of the reference. Every value is held as a {@code double}; a dtype says how it was rounded. */
public enum DType {
    /** IEEE 754 binary32. */
    FLOAT32("float32") {
        @Override
        public double round(double value) {
            return (float) value;
        }
    },
    /** IEEE 754 binary64. */
    FLOAT64("float64") {
        @Override
        public double round(double value) {
            return value;
        }
    };

    private final String id;

    DType(String id) {
        this.id = id;
    }

    /** The name Keras uses: {@code "float32"} or {@code "float64"}. */
    public String id() {
        return id;
    }

    /**
     * The nearest value of this type, ties to even. NaN, infinities and the sign of zero stay; a value beyond the range
     * becomes infinite. Rounding twice is rounding once.
     */
    public abstract double round(double value);

    /**
     * The type of that id.
     *
     * @throws IllegalArgumentException if there is none; the message names the known ids
     */
    public static DType of(String id) {
        for (DType dtype : values()) {
            if (dtype.id.equals(id)) {
                return dtype;
            }
        }
        String known = Arrays.stream(values()).map(DType::id).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("dtype \"" + id + "\" is unknown; use one of: " + known);
    }
}
