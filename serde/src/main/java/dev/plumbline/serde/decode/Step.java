package dev.plumbline.serde.decode;

/**
 * A stretch of a record between two values that was met before: its bytes, from right behind one value to the beginning of the
 * next or to the record's end, and what they mean: <code>,"slices":{"country":</code> is one step. Where the same bytes come again at
 * the same {@link Level}, one comparison of a few words stands for all that they were read for: commas, colons, quotes, blanks,
 * braces, names and the nodes they lead to.
 *
 * <p>A step belongs for good to the level at which it begins, and links to others of it stay; what it holds may be replaced.
 */
final class Step {
    /** The value that follows leads to no field and is passed over. */
    static final int SKIP = -1;

    /**
     * As {@link #SKIP}, where an object or an array would lead to a field but something else stands. The value's first byte, which
     * tells that, is the step's last one.
     */
    static final int SKIP_SCALAR = -2;

    /** No value follows, but the end of the record. */
    static final int END = -3;

    /** The longest stretch that is remembered. */
    static final int MAX_BYTES = 128;

    /** A step that is nowhere. */
    static final Step NOWHERE = new Step();

    /** How many bytes it has. */
    int length = Integer.MAX_VALUE;

    /** The field of the value that follows, by its {@link Field#position() position}, or one of the constants above. */
    int action = END;

    /** One bit for each node of the trie that a member of this stretch leads to. */
    long members;

    /** All bytes of the stretch, joined by OR: shows whether one of them is beyond ASCII. */
    long bytes;

    /** The step that came after this one the last time; it begins at {@link #after}. */
    Step next = this;

    private Level after = Level.NONE;

    /** Words of the stretch: the first, the second, the last eight bytes, and those between. The first one alone may be shorter. */
    private long head;

    private long second;
    private long tail;
    private long mask;
    private long[] between = {};

    /** The level of the value that follows, where the next step begins. */
    Level after() {
        return after;
    }

    /** Whether the record goes on with this step's bytes. */
    boolean matches(byte[] record, int at) {
        if (length < Long.BYTES) {
            return (Bytes.word(record, at) & mask) == head;
        }
        return length <= record.length - at
                && Bytes.wordInside(record, at) == head
                && Bytes.wordInside(record, at + length - Long.BYTES) == tail
                && (length <= 2 * Long.BYTES || hasBetween(record, at));
    }

    private boolean hasBetween(byte[] record, int at) {
        return Bytes.wordInside(record, at + Long.BYTES) == second
                && (length <= 3 * Long.BYTES || hasMoreBetween(record, at));
    }

    private boolean hasMoreBetween(byte[] record, int at) {
        for (int i = 2; (i + 1) * Long.BYTES < length; i++) {
            if (Bytes.wordInside(record, at + i * Long.BYTES) != between[i - 2]) {
                return false;
            }
        }
        return true;
    }

    /** Gives the step another meaning, at the level at which it begins. */
    void mean(int newAction, long newMembers, Level newAfter) {
        action = newAction;
        members = newMembers;
        after = newAfter;
        next = NOWHERE;
    }

    /** Gives the step other bytes, those of this record from one index to another. */
    void take(byte[] record, int from, int to) {
        length = to - from;
        bytes = 0;
        for (int at = from; at < to; at += Long.BYTES) {
            bytes |= Bytes.first(Math.min(to - at, Long.BYTES), Bytes.word(record, at));
        }
        if (length > MAX_BYTES) {
            return;
        }
        mask = Bytes.first(Math.min(length, Long.BYTES), -1);
        head = Bytes.word(record, from) & mask;
        if (length >= Long.BYTES) {
            tail = Bytes.wordInside(record, to - Long.BYTES);
        }
        if (length > 2 * Long.BYTES) {
            second = Bytes.wordInside(record, from + Long.BYTES);
        }
        if (length > 3 * Long.BYTES && between.length == 0) {
            between = new long[MAX_BYTES / Long.BYTES];
        }
        for (int i = 2; (i + 1) * Long.BYTES < length; i++) {
            between[i - 2] = Bytes.wordInside(record, from + i * Long.BYTES);
        }
    }
}
