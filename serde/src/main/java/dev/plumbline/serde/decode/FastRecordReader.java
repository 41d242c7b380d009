package dev.plumbline.serde.decode;

import dev.plumbline.serde.LabelStatus;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.decode.TextSource.Constant;
import org.jspecify.annotations.Nullable;

/**
 * Reads the common kind of prediction by {@link FastFields}, or gives it up. It takes a record only if the way through Jackson takes it
 * too, and then fills the event with the same values to the bit; all else it gives up, without a word and without having touched the
 * event, and {@link PredictionDecoder} asks Jackson. So it can make no verdict but "valid", and needs to know only what is certainly
 * valid.
 *
 * <p>Not thread-safe.
 */
final class FastRecordReader {
    private final FastFields fields;
    private final Validity validity;
    private final String defaultModel;
    private final String defaultVersion;
    private final LabelStatus labelStatus;
    private final @Nullable String[] slices;

    private FastRecordReader(FieldMapping mapping, DecodeOptions options, PointerTrie root) {
        int required = (mapping.model() instanceof Constant ? 0 : 1 << Field.AT_MODEL)
                | (mapping.yTrue() == null ? 0 : 1 << Field.AT_Y_TRUE)
                | 1 << Field.AT_Y_PRED
                | (mapping.id() == null ? 0 : 1 << Field.AT_ID);
        slices = new String[mapping.slices().size()];
        fields = new FastFields(
                root, required, slices.length, mapping.timeUnit(), mapping.numericStrings(), options.maxDepth());
        validity = new Validity(options);
        defaultModel = FastFields.constant(mapping.model());
        defaultVersion = FastFields.constant(mapping.version());
        labelStatus = mapping.labelStatus();
    }

    /**
     * A reader for records of one layout; null if it could take none: its places have too many nodes for one word of bits, or an event
     * must have several outputs, which makes it an array.
     */
    static @Nullable FastRecordReader of(FieldMapping mapping, DecodeOptions options) {
        PointerTrie root = PointerTrie.compile(mapping.places());
        return root.size() <= Long.SIZE && options.outputs() <= 1 ? new FastRecordReader(mapping, options, root) : null;
    }

    /**
     * Reads one record.
     *
     * @param recordTimestamp as for {@link PredictionDecoder#decode}
     * @param into receives the event if this returns true; untouched if not
     * @return whether the record is valid; false says nothing
     */
    boolean read(byte[] value, long recordTimestamp, Prediction into) {
        if (!fields.read(value) || !isValid(recordTimestamp)) {
            return false;
        }
        into.setOrigin(
                model(),
                fields.text(Field.AT_VERSION, defaultVersion),
                fields.time(recordTimestamp),
                fields.originHash());
        into.setId(fields.id());
        into.setScalar(fields.yTrue(), fields.yPred(), fields.sampleWeight());
        into.setSliceValues(sliceValues());
        into.setLabel(labelStatus, 0);
        return true;
    }

    /** The model that the last record names; only if it was taken. */
    String model() {
        return fields.text(Field.AT_MODEL, defaultModel);
    }

    private @Nullable String[] sliceValues() {
        for (int i = 0; i < slices.length; i++) {
            FastNames.set(slices, i, fields.textOrNull(Field.FIRST_SLICE + i));
        }
        return slices;
    }

    private boolean isValid(long recordTimestamp) {
        return fields.isTimed(recordTimestamp)
                && validity.isTime(fields.time(recordTimestamp), recordTimestamp)
                && validity.isLabel(fields.yTrue())
                && validity.isPrediction(fields.yPred(), 1)
                && (!fields.isPresent(Field.AT_SAMPLE_WEIGHT)
                        || validity.isWeight(fields.sampleWeight(), validity.maxLoss(fields.yPred())));
    }
}
