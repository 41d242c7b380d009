package dev.plumbline.serde.decode;

import org.jspecify.annotations.Nullable;

/**
 * Strings looked up by their characters, so that a model's name costs no allocation when it comes again. Open addressing with
 * linear probing over a fixed table; nothing is ever evicted. A text that finds no free slot within {@value #PROBES} probes
 * is not kept, so neither memory nor time can be driven up by hostile names. Not thread-safe.
 */
final class TextPool {
    private static final int PROBES = 8;

    private final @Nullable String[] slots;

    /** A pool of at most {@code capacity} strings, a power of two. */
    TextPool(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("the capacity is " + capacity + "; it must be a power of two");
        }
        slots = new String[capacity];
    }

    /** The pooled text with these characters, or null if there is none. */
    @Nullable
    String find(char[] chars, int offset, int length) {
        int slot = slot(chars, offset, length);
        String pooled = slots[slot];
        return pooled != null && matches(pooled, chars, offset, length) ? pooled : null;
    }

    /** A new text with these characters, kept for the next {@link #find} if there is room. */
    String add(char[] chars, int offset, int length) {
        String added = new String(chars, offset, length);
        int slot = slot(chars, offset, length);
        if (slots[slot] == null) {
            slots[slot] = added;
        }
        return added;
    }

    /** The slot that holds the text, or the free one it would go to, or, if there is neither, the last one probed. */
    private int slot(char[] chars, int offset, int length) {
        int mask = slots.length - 1;
        int slot = hash(chars, offset, length) & mask;
        for (int probe = 1; probe < PROBES; probe++) {
            String pooled = slots[slot];
            if (pooled == null || matches(pooled, chars, offset, length)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int hash(char[] chars, int offset, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + chars[offset + i];
        }
        return hash ^ (hash >>> 16);
    }

    private static boolean matches(String pooled, char[] chars, int offset, int length) {
        if (pooled.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (pooled.charAt(i) != chars[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
