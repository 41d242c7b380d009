package dev.plumbline.serde;

import dev.plumbline.metric.NdArray;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One decoded label: what became of the prediction with the same id. Mutable and reused: the decoder overwrites it with the next
 * record, so whoever keeps one must take its values out.
 *
 * <p>It is either <em>scalar</em> (one row of one output) or it holds an array in the shape that one {@code update_state} call
 * takes: {@code [1,d]} for a list, deeper arrays as they came.
 */
public final class Label {
    private String model = "";
    private String version = "";
    private String id = "";
    private long time;
    private double yTrue;
    private @Nullable NdArray array;

    /** A label of nothing, with time 0 and value 0; to be filled. */
    public Label() {}

    /**
     * What the label is for, and when it became known.
     *
     * @param model the model's name; empty if the label names none
     * @param version the model's version; empty if the label names none
     * @param id the event's id, not empty
     * @param time the event time in epoch milliseconds
     */
    public void setOrigin(String model, String version, String id, long time) {
        this.model = Objects.requireNonNull(model, "model");
        this.version = Objects.requireNonNull(version, "version");
        this.id = Objects.requireNonNull(id, "id");
        this.time = time;
    }

    /** Makes this a label of one row of one output. -0 becomes 0: two labels that say the same must be equal. */
    public void setScalar(double newYTrue) {
        yTrue = newYTrue + 0.0;
        array = null;
    }

    /** Makes this the labels of one {@code update_state} call over arrays. */
    public void setArray(NdArray newYTrue) {
        yTrue = Double.NaN;
        array = Objects.requireNonNull(newYTrue, "newYTrue");
    }

    /** The model's name, at most 256 characters; empty if the label names none. */
    public String model() {
        return model;
    }

    /** The model's version, at most 256 characters; empty if the label names none. */
    public String version() {
        return version;
    }

    /** The event's id, 1 to 256 characters once decoded. */
    public String id() {
        return id;
    }

    /** The time at which the label became known, in epoch milliseconds. */
    public long time() {
        return time;
    }

    /** Whether this is one row of one output, held in {@link #yTrue()}. */
    public boolean isScalar() {
        return array == null;
    }

    /** The value of a scalar label, in [0, 1] and never -0; NaN if this holds an array. */
    public double yTrue() {
        return yTrue;
    }

    /**
     * The values of a label that holds an array.
     *
     * @throws IllegalStateException if the label is scalar
     */
    public NdArray yTrueArray() {
        if (array == null) {
            throw new IllegalStateException("a scalar label holds no array; read yTrue() instead");
        }
        return array;
    }

    @Override
    public String toString() {
        return "Label[model " + model + ", version " + version + ", id " + id + ", time " + time + ", y_true "
                + (array == null ? Double.toString(yTrue) : array.toString()) + "]";
    }
}
