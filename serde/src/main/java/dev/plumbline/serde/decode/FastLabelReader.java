package dev.plumbline.serde.decode;

import dev.plumbline.serde.Label;
import org.jspecify.annotations.Nullable;

/**
 * Reads the common kind of label by {@link FastFields}, one number, or gives it up, as {@link FastRecordReader} does with predictions;
 * {@link LabelDecoder} then asks Jackson. Not thread-safe.
 */
final class FastLabelReader {
    private final FastFields fields;
    private final Validity validity;
    private final String defaultModel;
    private final String defaultVersion;

    private FastLabelReader(LabelMapping mapping, DecodeOptions options, PointerTrie root) {
        int required = (mapping.needsModel() ? 1 << Field.AT_MODEL : 0) | 1 << Field.AT_ID | 1 << Field.AT_Y_TRUE;
        fields = new FastFields(root, required, 0, mapping.timeUnit(), mapping.numericStrings(), options.maxDepth());
        validity = new Validity(options);
        defaultModel = FastFields.constant(mapping.model());
        defaultVersion = FastFields.constant(mapping.version());
    }

    /** A reader for labels of one layout; null if its places have too many nodes for one word of bits. */
    static @Nullable FastLabelReader of(LabelMapping mapping, DecodeOptions options) {
        PointerTrie root = PointerTrie.compile(mapping.places());
        return root.size() <= Long.SIZE ? new FastLabelReader(mapping, options, root) : null;
    }

    /**
     * Reads one record.
     *
     * @param recordTimestamp as for {@link LabelDecoder#decode}
     * @param into receives the label if this returns true; untouched if not
     * @return whether the record is valid; false says nothing
     */
    boolean read(byte[] value, long recordTimestamp, Label into) {
        if (!fields.read(value) || !isValid(recordTimestamp)) {
            return false;
        }
        into.setOrigin(
                model(), fields.text(Field.AT_VERSION, defaultVersion), fields.id(), fields.time(recordTimestamp));
        into.setScalar(fields.yTrue());
        return true;
    }

    /** The model that the last record names, empty if labels name none; only if it was taken. */
    String model() {
        return fields.text(Field.AT_MODEL, defaultModel);
    }

    private boolean isValid(long recordTimestamp) {
        return fields.isTimed(recordTimestamp)
                && validity.isTime(fields.time(recordTimestamp), recordTimestamp)
                && validity.isLabel(fields.yTrue());
    }
}
