package dev.plumbline.job.flow;

import dev.plumbline.serde.Label;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.deadletter.Header;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One record of the log: where it stands, its untouched bytes, and what the decoder made of them: a prediction, or a label where
 * labels come on a log of their own; or else a rejection.
 *
 * <p>Mutable, and reused by sources that hand over one record at a time: whoever keeps one beyond the call must copy it.
 */
public final class SourceRecord {

    private String topic = "";
    private int partition;
    private long offset;
    private long timestamp;
    private byte @Nullable [] key;
    private byte @Nullable [] value;
    private Supplier<List<Header>> headers = List::of;
    private final Prediction prediction = new Prediction();
    private final @Nullable Label label;
    private @Nullable Rejection rejection;
    private @Nullable String rejectedModel;
    private boolean admitted = true;
    private @Nullable Origin origin;
    private int overflow;

    /** Creates an empty record of a log of predictions, to be filled. */
    public SourceRecord() {
        this(null);
    }

    private SourceRecord(@Nullable Label label) {
        this.label = label;
    }

    /** Creates an empty record of a log of labels, to be filled. */
    public static SourceRecord ofLabels() {
        return new SourceRecord(new Label());
    }

    /** Sets where the record stands. See the getters. */
    public void setPosition(String topic, int partition, long offset, long timestamp) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.timestamp = timestamp;
    }

    /**
     * Sets the record's bytes, which are kept, not copied. See the getters.
     *
     * @param headers asked for the headers when someone wants them, which is seldom
     */
    public void setBytes(byte @Nullable [] key, byte @Nullable [] value, Supplier<List<Header>> headers) {
        this.key = key;
        this.value = value;
        this.headers = headers;
    }

    /** Says that the record is valid and {@link #prediction()}, or {@link #label()}, has been filled. */
    public void accept() {
        this.rejection = null;
        this.rejectedModel = null;
    }

    /**
     * Says that the record is not counted.
     *
     * @param reason why
     * @param model the model that it names; null if that cannot be read
     */
    public void reject(Rejection reason, @Nullable String model) {
        this.rejection = reason;
        this.rejectedModel = model;
        this.origin = null;
        this.overflow = 0;
    }

    /** Sets the origin of a valid record, as its source knows it. See the getter. */
    public void setOrigin(Origin origin) {
        this.origin = origin;
    }

    /** Sets in which overflow slices a valid record counts. See the getter. */
    public void setOverflow(int overflow) {
        this.overflow = overflow;
    }

    /** Sets whether its partition has ever brought a valid record of this model. See the getter. */
    public void setAdmitted(boolean admitted) {
        this.admitted = admitted;
    }

    /** Returns the topic, or the path of the file. */
    public String topic() {
        return topic;
    }

    /** Returns the partition; -1 in a file. */
    public int partition() {
        return partition;
    }

    /** Returns the offset in the partition; in a file, the byte at which the line starts. */
    public long offset() {
        return offset;
    }

    /** Returns the timestamp that the log gave the record, in epoch milliseconds; {@code Long.MIN_VALUE} if none. */
    public long timestamp() {
        return timestamp;
    }

    /** Returns the key; null if there is none. */
    public byte @Nullable [] key() {
        return key;
    }

    /** Returns the value; null if there is none. */
    public byte @Nullable [] value() {
        return value;
    }

    /** Returns the record's own headers, in order. */
    public List<Header> headers() {
        return headers.get();
    }

    /** Returns the decoded prediction; meaningful only while {@link #rejection()} is null, and in a log of predictions. */
    public Prediction prediction() {
        return prediction;
    }

    /** Whether the record is one of a log of labels. */
    public boolean isLabel() {
        return label != null;
    }

    /**
     * Returns the decoded label; meaningful only while {@link #rejection()} is null.
     *
     * @throws IllegalStateException if the record is one of a log of predictions
     */
    public Label label() {
        if (label == null) {
            throw new IllegalStateException("a record of a log of predictions is no label; read prediction() instead");
        }
        return label;
    }

    /** Returns the event time in epoch milliseconds; meaningful only while {@link #rejection()} is null. */
    public long time() {
        return label == null ? prediction.time() : label.time();
    }

    /** Returns why the record was rejected; null if it is valid. */
    public @Nullable Rejection rejection() {
        return rejection;
    }

    /** Returns the model that the record names, valid or not; null if that cannot be read, or if it is a label and names none. */
    public @Nullable String model() {
        if (rejection != null) {
            return rejectedModel;
        }
        if (label == null) {
            return prediction.model();
        }
        return label.model().isEmpty() ? null : label.model();
    }

    /**
     * Returns whether its model is one that the job keeps state for. Anyone can put a name into a record that is rejected anyway, and
     * must not fill the state with it.
     */
    public boolean admitted() {
        return admitted;
    }

    /** Returns the origin as the source of this task knows it; null if the record is rejected or has come from another task. */
    public @Nullable Origin origin() {
        return origin;
    }

    /**
     * Returns by which slicings the record counts in the overflow slice, because there is no room for its own: bit i stands for the
     * slicing at position i, of which there are at most 16. 0 for a rejected record, and for nearly every other one.
     */
    public int overflow() {
        return overflow;
    }

    /** Says whether the record counts in the overflow slice of the slicing at this position. */
    public boolean isOverflow(int slicing) {
        return (overflow >>> slicing & 1) != 0;
    }

    /** Returns the dead letter of this record, with its bytes untouched. */
    public DeadLetter toDeadLetter(Rejection reason) {
        return new DeadLetter(reason, topic, partition, offset, timestamp, key, value, headers());
    }
}
