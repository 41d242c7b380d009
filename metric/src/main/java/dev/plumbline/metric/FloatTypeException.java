package dev.plumbline.metric;

/**
 * The float types of a configuration contradict each other: tf2.3 holds the label smoothing in Keras' global float type
 * and refuses to mix it with labels of another. Nothing was added. The reference's error kind is {@code
 * label_smoothing_float_type}.
 */
public final class FloatTypeException extends IllegalArgumentException {
    FloatTypeException(String message) {
        super(message);
    }
}
