package dev.plumbline.serde.decode;

import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
import dev.plumbline.serde.Label;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * Reads labels out of JSON bytes: one pass along the mapped places, by the same rules and with the same reasons as {@link
 * PredictionDecoder}. The same bytes always get the same verdict, whatever was decoded before.
 *
 * <p>A record has at most one reason, the first in this order: the bytes and the record as a whole, as for predictions; the form
 * of each field, in the order model, version, id, time, y_true; the values, {@code time_out_of_range}, then {@code
 * label_out_of_range}. Whether a label has the shape of its prediction shows only when the two meet.
 *
 * <p>Jackson defines what a record says, as for predictions, and a {@link FastLabelReader} looks at the bytes before. Not thread-safe.
 */
public final class LabelDecoder {
    private final LabelMapping mapping;
    private final int maxBytes;
    private final DType dtype;
    private final LabelSlots slots;
    private final JsonRecords records;
    private final Validity validity;
    private final @Nullable FastLabelReader fast;
    private final Patience patience = new Patience();
    private boolean taken;
    private boolean readable;

    /** A decoder for labels of one layout; the metric and the limits are those of the predictions. */
    public LabelDecoder(LabelMapping mapping, DecodeOptions options) {
        this(mapping, options, FastLabelReader.of(mapping, options));
    }

    private LabelDecoder(LabelMapping mapping, DecodeOptions options, @Nullable FastLabelReader fast) {
        this.fast = fast;
        this.mapping = mapping;
        this.maxBytes = options.maxBytes();
        this.dtype = options.metric().dtype();
        this.slots = new LabelSlots(mapping, options.maxElements());
        this.records = new JsonRecords(mapping.places(), slots.all(), options.maxDepth());
        this.validity = new Validity(options);
    }

    /** A decoder that reads every label with Jackson: what the fast way is held against. */
    static LabelDecoder reference(LabelMapping mapping, DecodeOptions options) {
        return new LabelDecoder(mapping, options, null);
    }

    /**
     * Decodes one record. Never throws, whatever the bytes.
     *
     * @param value the record's value; null for none
     * @param recordTimestamp the record's own timestamp in epoch milliseconds; negative for none
     * @param into receives the label if it is valid; untouched if it is not
     * @return null if the label is valid, else why it is not
     */
    public @Nullable Rejection decode(byte @Nullable [] value, long recordTimestamp, Label into) {
        readable = false;
        taken = false;
        if (value == null || value.length == 0) {
            return JsonRecords.noValue();
        }
        if (value.length > maxBytes) {
            return JsonRecords.tooLarge(value.length, maxBytes);
        }
        taken = fast != null && patience.isLeft() && fast.read(value, recordTimestamp, into);
        patience.note(taken);
        return taken ? null : refer(value, recordTimestamp, into);
    }

    /** The verdict by the definition, at Jackson's pace. */
    private @Nullable Rejection refer(byte[] value, long recordTimestamp, Label into) {
        Rejection rejection = records.read(value);
        readable = rejection == null;
        if (rejection == null) {
            rejection = judgeForm(recordTimestamp);
        }
        long time = slots.time.isPresent() ? slots.time.millis() : recordTimestamp;
        if (rejection == null) {
            rejection = validity.time(slots.time, time, recordTimestamp);
        }
        if (rejection == null) {
            rejection = validity.labels(slots.yTrue);
        }
        if (rejection == null) {
            into.setOrigin(
                    slots.model.text(mapping.model()), slots.version.text(mapping.version()), slots.id.text(), time);
            fill(slots.yTrue, into);
        }
        return rejection;
    }

    /**
     * The model that the record of the last {@link #decode} names, valid or not.
     *
     * @return its name, 1 to 256 characters; null if labels name none, the record could not be read so far, or the field itself is at
     *     fault
     */
    public @Nullable String model() {
        if (mapping.model() instanceof TextSource.Constant constant) {
            return constant.text();
        }
        if (fast != null && taken) {
            return mapping.needsModel() ? fast.model() : null;
        }
        boolean named = readable
                && slots.model.isPresent()
                && slots.model.flaw() == null
                && !slots.model.text().isEmpty();
        return named ? slots.model.text() : null;
    }

    private @Nullable Rejection judgeForm(long recordTimestamp) {
        Rejection rejection = slots.model.form(mapping.needsModel());
        if (rejection == null && mapping.needsModel() && slots.model.text().isEmpty()) {
            rejection = slots.model.reject(ReasonCode.WRONG_TYPE, "is an empty text; send the model's name");
        }
        if (rejection == null) {
            rejection = slots.version.form(false);
        }
        if (rejection == null) {
            rejection = slots.id.form(true);
        }
        if (rejection == null && slots.id.text().isEmpty()) {
            rejection = slots.id.reject(ReasonCode.WRONG_TYPE, "is an empty text; send the id of the prediction");
        }
        if (rejection == null) {
            rejection = slots.time.form(recordTimestamp < 0);
        }
        return rejection == null ? slots.yTrue.form(true) : rejection;
    }

    private void fill(NumberSlot slot, Label into) {
        if (EventShapes.isOneRow(slot)) {
            into.setScalar(slot.value(0));
        } else {
            into.setArray(NdArray.of(dtype, EventShapes.eventShape(slot), slot.copyValues()));
        }
    }
}
