package dev.plumbline.serde.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a record that hold names, or other things whose text is taken, on the fast way. Names come again and again and are kept by
 * the bytes they are written with, so that most records cost no string; an id is one of its own in nearly every record. Not thread-safe.
 */
final class FastNames {
    private static final int GIVE_UP = ValueSkipper.NONE;

    /**
     * Twice the models and versions that most jobs have, so that the table is at most half full: a name that comes again costs no
     * string, and what is kept by names finds it by identity.
     */
    private static final int POOLED_NAMES = 1 << 18;

    /** Attributes with more values than this are seldom ones to cut a population by. */
    private static final int POOLED_VALUES = 1 << 13;

    private final NumberScanner numbers;
    private final ValueSkipper skipper;

    /** The pool of each field that holds a name, by position; every slice has its own, so that none costs the others theirs. */
    private final NamePool[] pools;

    /** The name in each field, by position; of an earlier record if this one has none. */
    private final @Nullable String[] texts;

    /** The hash of the name in each field, by position, as its pool has it. */
    private final int[] hashes;

    private String id = "";

    /** Names of records with so many attributes of slices. */
    FastNames(int slices, NumberScanner numbers, ValueSkipper skipper) {
        this.numbers = numbers;
        this.skipper = skipper;
        texts = new String[Field.FIRST_SLICE + slices];
        hashes = new int[texts.length];
        NamePool names = new NamePool(POOLED_NAMES);
        pools = new NamePool[texts.length];
        Arrays.setAll(pools, i -> i < Field.FIRST_SLICE ? names : new NamePool(POOLED_VALUES));
    }

    /** The name that was last taken at a position. */
    @Nullable
    String text(int position) {
        return texts[position];
    }

    /** Its hash, which is the same whenever the same bytes are taken; meaningless for a boolean. */
    int hash(int position) {
        return hashes[position];
    }

    /** The id that was last taken; empty at first. */
    String id() {
        return id;
    }

    /** Takes a text, or what else counts as one; returns the index behind it, or a negative one to give the record up. */
    int take(byte[] value, int at, int position) {
        if (value[at] != '"') {
            return takeOther(value, at, position);
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

    /** Takes an id, which no pool keeps. */
    int takeId(byte[] value, int at) {
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
    private int takeOther(byte[] value, int at, int position) {
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
    static void set(@Nullable String[] array, int index, @Nullable String text) {
        if (array[index] != text) {
            array[index] = text;
        }
    }
}
