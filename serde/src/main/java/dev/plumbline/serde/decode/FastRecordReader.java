package dev.plumbline.serde.decode;

import dev.plumbline.serde.LabelStatus;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.decode.TextSource.Constant;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the common kind of record several times as fast as Jackson's parser, or gives it up. It takes a record only if the way
 * through Jackson takes it too, and then fills the event with the same values to the bit; whatever is unusual or invalid it gives
 * up, without a word and without having touched the event, and {@link PredictionDecoder} asks Jackson. So it can make no verdict
 * but "valid", and needs to know only what is certainly valid.
 *
 * <p>One pass, eight bytes at a time. What stands between values is compared with what stood there the last time ({@link
 * LearnedLayout}); values of fields are read in place ({@link NumberScanner}, {@link NamePool}), others are passed over under the
 * full grammar ({@link ValueSkipper}). Names and texts with characters beyond ASCII lead to one more pass over the whole
 * record, which proves that it is UTF-8.
 *
 * <p>Given up, beside all that is invalid: arrays as values of fields, escapes in names of members and in ids, a
 * byte order mark, NaN and infinities, times with an exponent, and sizes that come near to a limit.
 *
 * <p>Not thread-safe.
 */
final class FastRecordReader {
    /** Shorter than any valid record, and enough for one word. */
    private static final int MIN_BYTES = 8;

    /** Far below every limit of Jackson on texts. */
    private static final int MAX_BYTES = 1 << 20;

    private static final int GIVE_UP = ValueSkipper.NONE;

    /**
     * Twice the models and versions that most jobs have, so that the table is at most half full: a name that comes again costs no
     * string, and what is kept by names finds it by identity.
     */
    private static final int POOLED_NAMES = 1 << 18;

    /** Attributes with more values than this are seldom ones to cut a population by. */
    private static final int POOLED_VALUES = 1 << 13;

    private static final int MAX_TIMESTAMP_CHARS = 40;

    private final LearnedLayout layout;
    private final NumberScanner numbers = new NumberScanner();
    private final ValueSkipper skipper = new ValueSkipper(numbers);
    private final Validity validity;
    private final int maxDepth;
    private final boolean numericStrings;
    private final int epochPower;

    /** The pool of each field that holds a name, by position; every slice has its own, so that none costs the others theirs. */
    private final NamePool[] pools;

    private final char[] timestamp = new char[MAX_TIMESTAMP_CHARS];

    private final String defaultModel;
    private final String defaultVersion;

    private final LabelStatus labelStatus;

    /** The fields that a record must have, and those that it has, as bits by position. */
    private final int required;

    private int present;

    /** The name in each field, by position; of an earlier record where {@link #present} does not say otherwise. */
    private final @Nullable String[] texts;

    /** The hash of the name in each field, by position, as its pool has it. */
    private final int[] hashes;

    private double number;
    private String id = "";
    private long time;
    /** Stays 0 if labels come later. */
    private double yTrue;

    private double yPred;
    private double sampleWeight;
    private final @Nullable String[] slices;

    private FastRecordReader(FieldMapping mapping, DecodeOptions options, PointerTrie root) {
        layout = new LearnedLayout(root, options.maxDepth());
        validity = new Validity(options);
        maxDepth = options.maxDepth();
        numericStrings = mapping.numericStrings();
        epochPower = mapping.timeUnit().powerOfTenInMillis();
        slices = new String[mapping.slices().size()];
        texts = new String[Field.FIRST_SLICE + slices.length];
        hashes = new int[texts.length];
        NamePool names = new NamePool(POOLED_NAMES);
        pools = new NamePool[texts.length];
        Arrays.setAll(pools, i -> i < Field.FIRST_SLICE ? names : new NamePool(POOLED_VALUES));
        boolean named = mapping.model() instanceof Constant;
        labelStatus = mapping.labelStatus();
        defaultModel = constant(mapping.model());
        defaultVersion = constant(mapping.version());
        required = (named ? 0 : 1 << Field.AT_MODEL)
                | (mapping.yTrue() == null ? 0 : 1 << Field.AT_Y_TRUE)
                | 1 << Field.AT_Y_PRED
                | (mapping.id() == null ? 0 : 1 << Field.AT_ID);
    }

    /**
     * A reader for records of one layout; null if it could take none: its places have too many nodes for one word of bits, or an event
     * must have several outputs, which makes it an array.
     */
    static @Nullable FastRecordReader of(FieldMapping mapping, DecodeOptions options) {
        PointerTrie root = PointerTrie.compile(mapping.places());
        return root.size() <= Long.SIZE && options.outputs() <= 1 ? new FastRecordReader(mapping, options, root) : null;
    }

    private static String constant(@Nullable TextSource source) {
        return source instanceof Constant constant ? constant.text() : "";
    }

    /**
     * Reads one record.
     *
     * @param recordTimestamp as for {@link PredictionDecoder#decode}
     * @param into receives the event if this returns true; untouched if not
     * @return whether the record is valid; false says nothing
     */
    boolean read(byte[] value, long recordTimestamp, Prediction into) {
        if (value.length < MIN_BYTES || value.length > MAX_BYTES) {
            return false;
        }
        present = 0;
        sampleWeight = 1;
        skipper.clear();
        if (!walk(value) || !isValid(recordTimestamp)) {
            return false;
        }
        if (skipper.metNonAscii() && Utf8.firstMalformed(value) >= 0) {
            return false;
        }
        into.setOrigin(model(), text(Field.AT_VERSION, defaultVersion), time, originHash());
        into.setId(id);
        into.setScalar(yTrue, yPred, sampleWeight);
        into.setSliceValues(sliceValues());
        into.setLabel(labelStatus, 0);
        return true;
    }

    private @Nullable String[] sliceValues() {
        for (int i = 0; i < slices.length; i++) {
            String text = isPresent(Field.FIRST_SLICE + i) ? texts[Field.FIRST_SLICE + i] : null;
            set(slices, i, text);
        }
        return slices;
    }

    private boolean isPresent(int position) {
        return (present & 1 << position) != 0;
    }

    private String text(int position, String otherwise) {
        String text = isPresent(position) ? texts[position] : null;
        return text == null ? otherwise : text;
    }

    /** The model that the last record names; only if it was taken. */
    String model() {
        return text(Field.AT_MODEL, defaultModel);
    }

    private int originHash() {
        int ofModel = isPresent(Field.AT_MODEL) ? hashes[Field.AT_MODEL] : 0;
        return isPresent(Field.AT_VERSION) ? 31 * ofModel + hashes[Field.AT_VERSION] : ofModel;
    }

    private boolean isValid(long recordTimestamp) {
        if (!isPresent(Field.AT_TIME)) {
            if (recordTimestamp < 0) {
                return false;
            }
            time = recordTimestamp;
        }
        return (present & required) == required
                && validity.isTime(time, recordTimestamp)
                && validity.isLabel(yTrue)
                && validity.isPrediction(yPred, 1)
                && (!isPresent(Field.AT_SAMPLE_WEIGHT) || validity.isWeight(sampleWeight, validity.maxLoss(yPred)));
    }

    /** Goes from step to step and takes the value behind each, to the end of the record. */
    private boolean walk(byte[] value) {
        Step step = layout.beginning();
        long members = 0;
        long bytes = 0;
        int at = 0;
        while (true) {
            Step next = step.next;
            if (!next.matches(value, at)) {
                next = layout.find(value, at, step);
                if (next == null) {
                    return false;
                }
            }
            step = next;
            at += step.length;
            if ((members & step.members) != 0) {
                // A field, or an object on the way to one, for the second time.
                return false;
            }
            members |= step.members;
            bytes |= step.bytes;
            if (step.action == Step.END) {
                skipper.meet(bytes);
                return ValueSkipper.space(value, at) == value.length;
            }
            at = take(value, at, step);
            if (at < 0) {
                return false;
            }
        }
    }

    /** Takes or passes over one value; returns the index behind it, or {@link #GIVE_UP}. */
    private int take(byte[] value, int from, Step step) {
        int action = step.action;
        if (action == Step.SKIP_SCALAR) {
            return skipper.skip(value, from - 1, 0);
        }
        int at = from;
        if (at < value.length && value[at] <= ' ') {
            at = ValueSkipper.space(value, at);
        }
        if (at >= value.length) {
            return GIVE_UP;
        }
        if (action == Step.SKIP) {
            return skipper.skip(value, at, maxDepth - step.after().depth());
        }
        if (value[at] == 'n') {
            return ValueSkipper.isNull(value, at) ? at + 4 : GIVE_UP;
        }
        present |= 1 << action;
        return takeField(value, at, action);
    }

    private int takeField(byte[] value, int at, int position) {
        int end;
        switch (position) {
            case Field.AT_ID -> end = takeId(value, at);
            case Field.AT_TIME -> end = takeTime(value, at);
            case Field.AT_Y_TRUE -> {
                end = takeLabel(value, at);
                yTrue = number;
            }
            case Field.AT_Y_PRED -> {
                end = takeNumber(value, at);
                yPred = number;
            }
            case Field.AT_SAMPLE_WEIGHT -> {
                end = takeNumber(value, at);
                sampleWeight = number;
            }
            default -> end = takeName(value, at, position);
        }
        return end;
    }

    /** Takes a text, or what else counts as one. */
    private int takeName(byte[] value, int at, int position) {
        if (value[at] != '"') {
            return takeOtherName(value, at, position);
        }
        int from = at + 1;
        int to = skipper.plainText(value, from);
        if (to < 0) {
            // Some senders escape every slash.
            int end = skipper.string(value, from);
            return end >= 0 && keep(value, from, end - 1, position, true) ? end : GIVE_UP;
        }
        if (to == from && position == Field.AT_MODEL) {
            return GIVE_UP;
        }
        return keep(value, from, to, position, false) ? to + 1 : GIVE_UP;
    }

    /** Takes an id, which no pool keeps: it is a text of its own in nearly every record. */
    private int takeId(byte[] value, int at) {
        boolean text = value[at] == '"';
        int from = text ? at + 1 : at;
        int to = text ? skipper.plainText(value, from) : numbers.scan(value, at);
        // As many bytes are at most as many characters.
        if (to <= from || to - from > Names.MAX_CHARS || !(text || numbers.isInteger())) {
            return GIVE_UP;
        }
        id = new String(value, from, to - from, StandardCharsets.UTF_8);
        return text ? to + 1 : to;
    }

    /** A model may be an integer, a version any number, a slice's value an integer or a boolean. */
    private int takeOtherName(byte[] value, int at, int position) {
        boolean slice = position >= Field.FIRST_SLICE;
        if (slice && ValueSkipper.isTrue(value, at)) {
            keep(position, "true");
            return at + 4;
        }
        if (slice && ValueSkipper.isFalse(value, at)) {
            keep(position, "false");
            return at + 5;
        }
        int end = numbers.scan(value, at);
        if (end < 0 || !(numbers.isInteger() || position == Field.AT_VERSION)) {
            return GIVE_UP;
        }
        return keep(value, at, end, position, false) ? end : GIVE_UP;
    }

    /** Keeps a name as its pool knows it: by the bytes it is written with, so that escapes are resolved once. */
    private boolean keep(byte[] value, int from, int to, int position, boolean escaped) {
        NamePool pool = pools[position];
        String known = pool.find(value, from, to);
        hashes[position] = pool.hash();
        if (known == null) {
            // As many bytes are at most as many characters.
            if (to - from > Names.MAX_CHARS || (skipper.metNonAscii() && Utf8.firstMalformed(value) >= 0)) {
                return false;
            }
            if (escaped) {
                String name = EscapedText.read(value, from, to);
                if (Names.flaw(name) != null) {
                    return false;
                }
                known = pool.add(value, from, to, name);
            } else {
                known = pool.add(value, from, to);
            }
        }
        keep(position, known);
        return true;
    }

    private void keep(int position, String text) {
        set(texts, position, text);
    }

    /**
     * Stores a text that is mostly there already: pooled names seldom change from record to record, and each store of a reference
     * costs the garbage collector's barrier.
     */
    // Equal texts that are two objects only cost a store.
    @SuppressWarnings("ReferenceEquality")
    private static void set(@Nullable String[] array, int index, @Nullable String text) {
        if (array[index] != text) {
            array[index] = text;
        }
    }

    /** Takes a number or a boolean; nearly every label is one digit. */
    private int takeLabel(byte[] value, int at) {
        int digit = value[at] - '0';
        if ((digit & ~1) == 0 && at + 1 < value.length && (value[at + 1] == ',' || value[at + 1] == '}')) {
            number = digit;
            return at + 1;
        }
        if (ValueSkipper.isTrue(value, at)) {
            number = 1;
            return at + 4;
        }
        if (ValueSkipper.isFalse(value, at)) {
            number = 0;
            return at + 5;
        }
        return takeNumber(value, at);
    }

    /** Takes a number, or a text that is one if the mapping allows that, into {@link #number}. */
    private int takeNumber(byte[] value, int at) {
        boolean text = numericStrings && value[at] == '"';
        int end = scan(value, at, text);
        if (end >= 0) {
            number = text ? numbers.value(value, at + 1, end - 1) : numbers.value(value, at, end);
        }
        return end;
    }

    private int takeTime(byte[] value, int at) {
        boolean text = value[at] == '"';
        int end = !text || numericStrings ? scan(value, at, text) : GIVE_UP;
        if (end < 0) {
            return text ? takeTimestamp(value, at + 1) : GIVE_UP;
        }
        if (!numbers.isPlain()) {
            return GIVE_UP;
        }
        time = EpochNumber.scale(numbers.decimal(), epochPower + numbers.scale());
        return end;
    }

    private int takeTimestamp(byte[] value, int from) {
        int to = skipper.plainText(value, from);
        if (to < 0 || to - from > MAX_TIMESTAMP_CHARS) {
            return GIVE_UP;
        }
        for (int i = from; i < to; i++) {
            // A byte beyond ASCII becomes a character that no timestamp has.
            timestamp[i - from] = (char) value[i];
        }
        long millis = IsoTimestamp.parse(timestamp, 0, to - from);
        if (millis == IsoTimestamp.NOT_A_TIMESTAMP || millis == IsoTimestamp.NO_OFFSET) {
            return GIVE_UP;
        }
        time = millis;
        return to + 1;
    }

    private int scan(byte[] value, int at, boolean text) {
        if (!text) {
            return numbers.scan(value, at);
        }
        int end = at + 1 < value.length ? numbers.scan(value, at + 1) : GIVE_UP;
        return end >= 0 && end < value.length && value[end] == '"' ? end + 1 : GIVE_UP;
    }
}
