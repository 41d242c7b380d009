package dev.plumbline.serde.decode;

import dev.plumbline.serde.decode.PointerTrie.Place;
import org.jspecify.annotations.Nullable;

/**
 * How the records so far were written between their values, and how to read it where a record is written in another way. Records
 * of one producer differ in their values and hardly ever in what stands between them, so nearly every step is the one that came
 * after the same step the last time.
 *
 * <p>What is learned decides about speed only: a step is reached by equal bytes at an equal level, for which it would be made
 * again.
 */
final class LearnedLayout {
    private final PointerTrie root;
    private final int maxDepth;
    private final Level outside = Level.outside();
    private final Step beginning = new Step();

    /** Holds a stretch that is too long to be remembered. */
    private final Step passing = new Step();

    private int at;
    private long members;
    private int action;

    /** An empty memory for one layout, whose nodes are numbered below 64. */
    LearnedLayout(PointerTrie root, int maxDepth) {
        this.root = root;
        this.maxDepth = maxDepth;
        beginning.mean(Step.SKIP, 0, outside);
    }

    /** The step before every record's first. */
    Step beginning() {
        return beginning;
    }

    /** The step that the record takes from here, where it is not the one of the last time; null if it is nothing to be taken. */
    @Nullable
    Step find(byte[] record, int from, Step before) {
        Level level = before.after();
        Step known = level.find(record, from);
        if (known == null) {
            Level after = read(record, from, level);
            if (after == null) {
                return null;
            }
            boolean tooLong = at - from > Step.MAX_BYTES;
            known = tooLong ? passing : level.claim();
            known.take(record, from, at);
            known.mean(action, members, after);
            if (tooLong) {
                return known;
            }
        }
        // The oldest step may be the very one that led here; it now leads from here to somewhere else.
        if (known != before) {
            before.next = known;
        }
        return known;
    }

    /**
     * Reads what stands between two values, as far as the next value or the record's end, into {@link #at}, {@link #members} and
     * {@link #action}.
     *
     * @return the level of the value; null if there is something else
     */
    private @Nullable Level read(byte[] record, int from, Level level) {
        members = 0;
        if (level == outside) {
            at = ValueSkipper.space(record, from);
            return descend(record, level, root);
        }
        at = from;
        return next(record, level, false);
    }

    /**
     * Goes on to the next value.
     *
     * @param opened whether the object or array has just begun, so that no comma comes first
     */
    private @Nullable Level next(byte[] record, Level from, boolean opened) {
        Level level = from;
        at = ValueSkipper.space(record, at);
        boolean first = opened;
        while (at < record.length && record[at] == (level.isArray() ? ']' : '}')) {
            Level outer = level.outer();
            if (outer == null) {
                return null;
            }
            at++;
            if (outer == outside) {
                action = Step.END;
                return outside;
            }
            level = outer;
            first = false;
            at = ValueSkipper.space(record, at);
        }
        if (!first) {
            if (at >= record.length || record[at] != ',') {
                return null;
            }
            at = ValueSkipper.space(record, at + 1);
        }
        return level.isArray() ? element(record, level.following()) : member(record, level);
    }

    private @Nullable Level element(byte[] record, Level level) {
        PointerTrie node = level.element();
        return at < record.length ? value(record, level, node) : null;
    }

    private @Nullable Level member(byte[] record, Level level) {
        int start = at + 1;
        if (start >= record.length || record[at] != '"') {
            return null;
        }
        int end = endOfName(record, start);
        if (end < 0) {
            return null;
        }
        PointerTrie node = level.member(record, start, end);
        at = ValueSkipper.colon(record, end + 1);
        if (at < 0 || at >= record.length) {
            return null;
        }
        if (node != null) {
            if ((members & node.bit()) != 0) {
                return null;
            }
            members |= node.bit();
        }
        return value(record, level, node);
    }

    /** The index of the quote behind a name. A name with an escape could be spelled like a field's, and is left to Jackson. */
    private static int endOfName(byte[] record, int start) {
        int end = start;
        while (end < record.length && end - start <= ValueSkipper.MAX_NAME_BYTES) {
            byte b = record[end];
            if (b == '"') {
                return end;
            }
            if (b == '\\' || (b >= 0 && b < ' ')) {
                return -1;
            }
            end++;
        }
        return -1;
    }

    private @Nullable Level value(byte[] record, Level level, @Nullable PointerTrie node) {
        if (node == null) {
            action = Step.SKIP;
            return level;
        }
        Place place = node.place();
        if (place != null) {
            action = place.field().position();
            return level;
        }
        if (record[at] == '{' || record[at] == '[') {
            return descend(record, level, node);
        }
        action = Step.SKIP_SCALAR;
        at++;
        return level;
    }

    private @Nullable Level descend(byte[] record, Level level, PointerTrie node) {
        if (at >= record.length || level.depth() >= maxDepth) {
            return null;
        }
        boolean array = record[at] == '[';
        boolean object = record[at] == '{';
        if (!object && !(array && (node != root || root.hasElements()))) {
            return null;
        }
        at++;
        return next(record, level.enter(node, array), true);
    }
}
