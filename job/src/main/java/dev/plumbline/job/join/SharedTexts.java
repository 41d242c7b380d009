package dev.plumbline.job.join;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lets equal texts be one object, so that millions of keys do not hold as many copies of their model's name, and none is made of a name
 * that is known. Remembers a few texts only, and forgets one for another. Several threads may use it without a lock: what is known never
 * changes, and what is forgotten only costs memory.
 */
final class SharedTexts {
    private static final int SIZE = 1 << 10;

    /** Two places for each hash, so that two names of one hash need not push each other out. */
    private static final int PLACES = 2;

    private static final int GOLDEN_RATIO = 0x9E3779B9;

    private static final @Nullable Known[] KNOWN = new Known[SIZE];

    // The bytes travel by reference, and nobody compares what is known.
    @SuppressWarnings("ArrayRecordComponent")
    private record Known(byte[] utf8, String text) {}

    private SharedTexts() {}

    /** The text with these bytes: mostly the same object for all of them. */
    static String of(byte[] source, int from, int length) {
        if (length == 0) {
            return "";
        }
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + source[i];
        }
        int slot = (hash * GOLDEN_RATIO) >>> 22;
        for (int place = 0; place < PLACES; place++) {
            Known known = KNOWN[slot ^ place];
            if (known != null && Arrays.equals(known.utf8, 0, known.utf8.length, source, from, from + length)) {
                return known.text;
            }
        }
        String text = new String(source, from, length, StandardCharsets.UTF_8);
        KNOWN[slot ^ 1] = KNOWN[slot];
        KNOWN[slot] = new Known(Arrays.copyOfRange(source, from, from + length), text);
        return text;
    }
}
