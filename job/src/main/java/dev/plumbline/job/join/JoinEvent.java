package dev.plumbline.job.join;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A prediction or a label of some key, on its way to the rules. Immutable; the arrays are not copied, and nobody may change them.
 *
 * <p>Events have a total order, in which they are judged: by time; at one time predictions before labels, the predictions by lane;
 * then by content; and where that is equal too by their raw bytes, which tell where in the log they stand. The order of arrays is
 * that of their bytes without sign.
 */
public final class JoinEvent implements Comparable<JoinEvent> {
    private static final byte[] NO_LANE = {};

    private final boolean label;
    private final long time;
    private final byte[] lane;
    private final byte[] content;
    private final byte[] raw;

    private JoinEvent(boolean label, long time, byte[] lane, byte[] content, byte[] raw) {
        this.label = label;
        this.time = time;
        this.lane = Objects.requireNonNull(lane, "lane");
        this.content = Objects.requireNonNull(content, "content");
        this.raw = Objects.requireNonNull(raw, "raw");
    }

    /**
     * A prediction.
     *
     * @param time the event time in epoch milliseconds
     * @param lane which of the models and versions that share the key predicts; empty if none do
     * @param facts what is needed to count the prediction, with its shape in front, see {@link ShapeBytes}
     * @param raw the record as it came, for a dead letter
     */
    public static JoinEvent prediction(long time, byte[] lane, byte[] facts, byte[] raw) {
        return new JoinEvent(false, time, lane, facts, raw);
    }

    /**
     * A label.
     *
     * @param time the event time in epoch milliseconds
     * @param value the label, with its shape in front, see {@link ShapeBytes}; equal labels have equal bytes
     * @param raw the record as it came, for a dead letter
     */
    public static JoinEvent label(long time, byte[] value, byte[] raw) {
        return new JoinEvent(true, time, NO_LANE, value, raw);
    }

    /** Whether this is a label. */
    public boolean isLabel() {
        return label;
    }

    /** The event time in epoch milliseconds. */
    public long time() {
        return time;
    }

    /** Which of those that share the key a prediction belongs to; empty for a label. */
    public byte[] lane() {
        return lane;
    }

    /** The facts of a prediction, or the value of a label. */
    public byte[] content() {
        return content;
    }

    /** The record as it came. */
    public byte[] raw() {
        return raw;
    }

    @Override
    public int compareTo(JoinEvent other) {
        int order = Long.compare(time, other.time);
        if (order == 0) {
            order = Boolean.compare(label, other.label);
        }
        if (order == 0) {
            order = Arrays.compareUnsigned(lane, other.lane);
        }
        if (order == 0) {
            order = Arrays.compareUnsigned(content, other.content);
        }
        return order == 0 ? Arrays.compareUnsigned(raw, other.raw) : order;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JoinEvent that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(time) + Arrays.hashCode(content)) + Arrays.hashCode(raw);
    }

    @Override
    public String toString() {
        return (label ? "label" : "prediction") + " at " + time + " with " + content.length + " bytes";
    }
}
