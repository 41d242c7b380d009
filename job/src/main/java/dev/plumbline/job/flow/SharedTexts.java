package dev.plumbline.job.flow;

import org.jspecify.annotations.Nullable;

/**
 * Lets equal texts be one object, so that millions of keys do not hold as many copies of their model's name. Remembers a few texts only,
 * and forgets one for another. Several threads may use it without a lock: texts never change, and one that is forgotten only costs memory.
 */
final class SharedTexts {
    private static final int SIZE = 1 << 10;

    private final @Nullable String[] known = new String[SIZE];

    /** Returns a text that is equal to this one: mostly the same object for all of them. */
    String one(String text) {
        int slot = (text.hashCode() * 0x9E3779B9) >>> 22;
        String other = known[slot];
        if (text.equals(other)) {
            return other;
        }
        known[slot] = text;
        return text;
    }
}
