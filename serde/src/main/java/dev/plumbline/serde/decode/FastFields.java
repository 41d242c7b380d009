package dev.plumbline.serde.decode;

import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of the common kind of record several times as fast as Jackson's parser, or gives the record up. It takes one only if
 * the way through Jackson finds the same fields in it, well-formed and with the same values to the bit; whatever is unusual or malformed
 * it gives up without a word. Whether values are valid is for others to say.
 *
 * <p>One pass, eight bytes at a time. What stands between values is compared with what stood there the last time ({@link
 * LearnedLayout}); values of fields are read in place ({@link NumberScanner}, {@link FastNames}), others are passed over under the
 * full grammar ({@link ValueSkipper}). Names and texts with characters beyond ASCII lead to one more pass over the whole
 * record, which proves that it is UTF-8.
 *
 * <p>Given up: arrays as values of fields, escapes in names of members and in ids, a byte order mark, NaN and infinities, times with an
 * exponent, and sizes that come near to a limit.
 *
 * <p>Not thread-safe.
 */
final class FastFields {
    /** Shorter than any valid record, and enough for one word. */
    private static final int MIN_BYTES = 8;

    /** Far below every limit of Jackson on texts. */
    private static final int MAX_BYTES = 1 << 20;

    private static final int GIVE_UP = ValueSkipper.NONE;

    private static final int MAX_TIMESTAMP_CHARS = 40;

    private final LearnedLayout layout;
    private final NumberScanner numbers = new NumberScanner();
    private final ValueSkipper skipper = new ValueSkipper(numbers);
    private final FastNames names;
    private final int maxDepth;
    private final boolean numericStrings;
    private final int epochPower;
    private final char[] timestamp = new char[MAX_TIMESTAMP_CHARS];

    /** The fields that a record must have, and those that it has, as bits by position. */
    private final int required;

    private int present;
    private double number;
    private long time;
    private double yTrue;
    private double yPred;
    private double sampleWeight;

    /**
     * A reader of fields.
     *
     * @param root the places of the fields; of at most {@link Long#SIZE} nodes
     * @param required the fields without which a record is given up, as bits by position
     * @param slices the number of attributes of slices
     */
    FastFields(PointerTrie root, int required, int slices, EpochUnit timeUnit, boolean numericStrings, int maxDepth) {
        this.layout = new LearnedLayout(root, maxDepth);
        this.names = new FastNames(slices, numbers, skipper);
        this.maxDepth = maxDepth;
        this.numericStrings = numericStrings;
        this.epochPower = timeUnit.powerOfTenInMillis();
        this.required = required;
    }

    /** What a record that has no name takes for it. */
    static String constant(@Nullable TextSource source) {
        return source instanceof TextSource.Constant constant ? constant.text() : "";
    }

    /** Whether the record was taken; what the fields hold is of no meaning if it was not. */
    boolean read(byte[] value) {
        if (value.length < MIN_BYTES || value.length > MAX_BYTES) {
            return false;
        }
        present = 0;
        skipper.clear();
        return walk(value)
                && (present & required) == required
                && !(skipper.metNonAscii() && Utf8.firstMalformed(value) >= 0);
    }

    /** Whether the record has a value for the field at this position, not null. */
    boolean isPresent(int position) {
        return (present & 1 << position) != 0;
    }

    /** The name at a position; the other one if the record has none. */
    String text(int position, String otherwise) {
        String text = isPresent(position) ? names.text(position) : null;
        return text == null ? otherwise : text;
    }

    /** The name at a position; null if the record has none. */
    @Nullable
    String textOrNull(int position) {
        return isPresent(position) ? names.text(position) : null;
    }

    /** A hash of model and version that is the same for the same bytes. */
    int originHash() {
        int ofModel = isPresent(Field.AT_MODEL) ? names.hash(Field.AT_MODEL) : 0;
        return isPresent(Field.AT_VERSION) ? 31 * ofModel + names.hash(Field.AT_VERSION) : ofModel;
    }

    /** The id; empty if records are not asked for one. */
    String id() {
        return names.id();
    }

    /** Whether the record has a time, or else a timestamp of its own, which is not negative. */
    boolean isTimed(long recordTimestamp) {
        return isPresent(Field.AT_TIME) || recordTimestamp >= 0;
    }

    /** The event time in epoch milliseconds, saturated if it does not fit; the record's own timestamp if it has none. */
    long time(long recordTimestamp) {
        return isPresent(Field.AT_TIME) ? time : recordTimestamp;
    }

    /** The label as written; 0 if records are not asked for one. */
    double yTrue() {
        return yTrue;
    }

    /** The prediction as written. */
    double yPred() {
        return yPred;
    }

    /** The weight as written; 1 if the record has none. */
    double sampleWeight() {
        return isPresent(Field.AT_SAMPLE_WEIGHT) ? sampleWeight : 1;
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
            case Field.AT_ID -> end = names.takeId(value, at);
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
            default -> end = names.take(value, at, position);
        }
        return end;
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
