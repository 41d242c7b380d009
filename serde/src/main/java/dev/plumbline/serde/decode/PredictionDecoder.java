package dev.plumbline.serde.decode;

import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.decode.TextSource.Constant;
import org.jspecify.annotations.Nullable;

/**
 * Reads predictions out of JSON bytes: one pass along the mapped places, no tree, nothing kept of the rest. The same bytes always
 * get the same verdict, whatever was decoded before.
 *
 * <p>Jackson's streaming parser defines what a record says and words every rejection. Before it is asked, a {@link
 * FastRecordReader} looks at the bytes, which takes a record only if it can tell that Jackson would, with the same result.
 *
 * <p>A record has at most one reason, the first in this order:
 *
 * <ol>
 *   <li>the bytes: {@code no_value}, then {@code too_large} by size, then {@code not_json} or {@code too_large} by whichever comes
 *       first in the text;
 *   <li>the record as a whole: {@code wrong_type} if it is neither an object nor an array that some pointer expects;
 *   <li>the form of each field, in the order model, version, id, time, y_true, y_pred, sample_weight, slices: {@code duplicate_field}, then
 *       {@code missing_field}, then {@code wrong_type}, then {@code shape_mismatch} for empty or ragged arrays;
 *   <li>the values, in the same order: {@code time_out_of_range}, {@code label_out_of_range}, then for the first offending
 *       prediction {@code prediction_not_finite} or {@code prediction_out_of_range}, then {@code weight_invalid};
 *   <li>the fields together: {@code shape_mismatch}.
 * </ol>
 *
 * <p>Where the mapping has no place of the labels, they come later, and an event is judged as if its labels had the shape of its
 * predictions, as they must have; it is filled with labels of zeros, which mean nothing.
 *
 * <p>Not thread-safe.
 */
public final class PredictionDecoder {
    private final FieldMapping mapping;
    private final int maxBytes;
    private final RecordSlots slots;
    private final JsonRecords records;
    private final Validity validity;
    private final EventShapes shapes;
    private final @Nullable String[] slices;
    private final @Nullable FastRecordReader fast;
    private final Patience patience = new Patience();
    private boolean taken;
    private boolean readable;

    /** A decoder for records of one layout, for one metric. */
    public PredictionDecoder(FieldMapping mapping, DecodeOptions options) {
        this(mapping, options, FastRecordReader.of(mapping, options));
    }

    private PredictionDecoder(FieldMapping mapping, DecodeOptions options, @Nullable FastRecordReader fast) {
        this.fast = fast;
        this.mapping = mapping;
        this.maxBytes = options.maxBytes();
        this.slots = new RecordSlots(mapping, options.maxElements());
        this.records = new JsonRecords(mapping.places(), slots.all(), options.maxDepth());
        this.validity = new Validity(options);
        this.shapes = new EventShapes(options);
        this.slices = new String[mapping.slices().size()];
    }

    /** A decoder that reads every record with Jackson: what the fast way is held against. */
    static PredictionDecoder reference(FieldMapping mapping, DecodeOptions options) {
        return new PredictionDecoder(mapping, options, null);
    }

    /**
     * Decodes one record. Never throws, whatever the bytes.
     *
     * @param value the record's value; null for none
     * @param recordTimestamp the record's own timestamp in epoch milliseconds; negative for none, {@link Long#MIN_VALUE} by
     *     convention
     * @param into receives the event if it is valid; untouched if it is not
     * @return null if the event is valid, else why it is not
     */
    public @Nullable Rejection decode(byte @Nullable [] value, long recordTimestamp, Prediction into) {
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
    private @Nullable Rejection refer(byte[] value, long recordTimestamp, Prediction into) {
        Rejection rejection = records.read(value);
        readable = rejection == null;
        if (rejection == null) {
            rejection = judgeForm(recordTimestamp);
        }
        if (rejection == null) {
            rejection = judgeValues(recordTimestamp);
        }
        if (rejection == null) {
            rejection = shapes.fill(slots, into);
        }
        if (rejection == null) {
            into.setOrigin(
                    slots.model.text(mapping.model()), slots.version.text(mapping.version()), time(recordTimestamp));
            into.setId(slots.id.text(null));
            into.setSliceValues(sliceValues());
            into.setLabel(slots.labelStatus, 0);
        }
        return rejection;
    }

    /**
     * The model that the record of the last {@link #decode} names, valid or not.
     *
     * @return its name, 1 to 256 characters; null if the record could not be read so far, or the field itself is at fault
     */
    public @Nullable String model() {
        if (mapping.model() instanceof Constant constant) {
            return constant.text();
        }
        if (fast != null && taken) {
            return fast.model();
        }
        boolean named = readable
                && slots.model.isPresent()
                && slots.model.flaw() == null
                && !slots.model.text().isEmpty();
        return named ? slots.model.text() : null;
    }

    /** One array, filled again for each record. */
    private @Nullable String[] sliceValues() {
        for (int i = 0; i < slices.length; i++) {
            slices[i] = slots.slices[i].isPresent() ? slots.slices[i].text() : null;
        }
        return slices;
    }

    private @Nullable Rejection judgeForm(long recordTimestamp) {
        boolean constantModel = mapping.model() instanceof Constant;
        Rejection rejection = slots.model.form(!constantModel);
        if (rejection == null && !constantModel && slots.model.text().isEmpty()) {
            rejection = slots.model.reject(ReasonCode.WRONG_TYPE, "is an empty text; send the model's name");
        }
        if (rejection == null) {
            rejection = slots.version.form(false);
        }
        if (rejection == null) {
            rejection = slots.id.form(mapping.id() != null);
        }
        if (rejection == null && mapping.id() != null && slots.id.text().isEmpty()) {
            rejection = slots.id.reject(ReasonCode.WRONG_TYPE, "is an empty text; send an id");
        }
        if (rejection == null) {
            rejection = slots.time.form(recordTimestamp < 0);
        }
        if (rejection == null) {
            rejection = slots.yTrue.form(mapping.yTrue() != null);
        }
        if (rejection == null) {
            rejection = slots.yPred.form(true);
        }
        if (rejection == null) {
            rejection = slots.sampleWeight.form(false);
        }
        for (int i = 0; rejection == null && i < slots.slices.length; i++) {
            rejection = slots.slices[i].form(false);
        }
        return rejection;
    }

    private @Nullable Rejection judgeValues(long recordTimestamp) {
        Rejection rejection = validity.time(slots.time, time(recordTimestamp), recordTimestamp);
        if (rejection == null && slots.yTrue.isPresent()) {
            rejection = validity.labels(slots.yTrue);
        }
        if (rejection == null) {
            rejection = validity.predictions(slots.yPred);
        }
        if (rejection == null && slots.sampleWeight.isPresent()) {
            rejection = validity.weights(slots.sampleWeight, slots.yPred);
        }
        return rejection;
    }

    private long time(long recordTimestamp) {
        return slots.time.isPresent() ? slots.time.millis() : recordTimestamp;
    }
}
