package dev.plumbline.job.join;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A prediction or a label of some key, as the rules judge it. Immutable; the arrays are not copied, and nobody may change them. An event
 * may be a view of bytes that hold more than it: a part of them becomes an array of its own when it is asked for, which for most is never.
 *
 * <p>Events have a total order, in which they are judged: by time; at one time predictions before labels, the predictions by lane;
 * then by content; and where that is equal too by their raw bytes, which tell where in the log they stand. The order of arrays is
 * that of their bytes without sign.
 */
public final class JoinEvent implements Comparable<JoinEvent> {
    private final boolean label;
    private final long time;
    private final byte[] lane;
    private final byte[] contents;
    private final int contentFrom;
    private final int contentTo;
    private final byte[] raws;
    private final int rawFrom;
    private final int rawTo;

    private JoinEvent(
            boolean label,
            long time,
            byte[] lane,
            byte[] contents,
            int contentFrom,
            int contentTo,
            byte[] raws,
            int rawFrom,
            int rawTo) {
        this.label = label;
        this.time = time;
        this.lane = Objects.requireNonNull(lane, "lane");
        this.contents = Objects.requireNonNull(contents, "contents");
        this.contentFrom = contentFrom;
        this.contentTo = contentTo;
        this.raws = Objects.requireNonNull(raws, "raws");
        this.rawFrom = rawFrom;
        this.rawTo = rawTo;
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
        return new JoinEvent(false, time, lane, facts, 0, facts.length, raw, 0, raw.length);
    }

    /**
     * A label.
     *
     * @param time the event time in epoch milliseconds
     * @param value the label, with its shape in front, see {@link ShapeBytes}; equal labels have equal bytes
     * @param raw the record as it came, for a dead letter
     */
    public static JoinEvent label(long time, byte[] value, byte[] raw) {
        return new JoinEvent(true, time, Lane.NONE, value, 0, value.length, raw, 0, raw.length);
    }

    /** An event whose content and raw record are parts of other bytes. */
    static JoinEvent within(
            byte[] bytes,
            boolean label,
            long time,
            byte[] lane,
            int contentFrom,
            int contentTo,
            int rawFrom,
            int rawTo) {
        return new JoinEvent(label, time, lane, bytes, contentFrom, contentTo, bytes, rawFrom, rawTo);
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
        return part(contents, contentFrom, contentTo);
    }

    /** The record as it came. */
    public byte[] raw() {
        return part(raws, rawFrom, rawTo);
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
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
            order = Arrays.compareUnsigned(
                    contents, contentFrom, contentTo, other.contents, other.contentFrom, other.contentTo);
        }
        return order == 0
                ? Arrays.compareUnsigned(raws, rawFrom, rawTo, other.raws, other.rawFrom, other.rawTo)
                : order;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JoinEvent that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(time) + Arrays.hashCode(content())) + Arrays.hashCode(raw());
    }

    @Override
    public String toString() {
        return (label ? "label" : "prediction") + " at " + time + " with " + (contentTo - contentFrom) + " bytes";
    }
}
