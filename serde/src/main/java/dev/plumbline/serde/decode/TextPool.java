package dev.plumbline.serde.decode;

import org.jspecify.annotations.Nullable;

/**
 * Strings looked up by their characters, so that a model's name costs no allocation when it comes again. Open addressing with
 * linear probing over a fixed table; nothing is ever evicted. When a text finds no free slot within {@value #PROBES} probes the
 * caller gets a fresh string, so neither memory nor time can be driven up by hostile names. Not thread-safe.
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

    /** The text with these characters: a pooled instance, or a new one if the pool has no room for it. */
    String text(char[] chars, int offset, int length) {
        int mask = slots.length - 1;
        int slot = hash(chars, offset, length) & mask;
        for (int probe = 0; probe < Math.min(PROBES, slots.length); probe++) {
            String pooled = slots[slot];
            if (pooled == null) {
                String added = new String(chars, offset, length);
                slots[slot] = added;
                return added;
            }
            if (matches(pooled, chars, offset, length)) {
                return pooled;
            }
            slot = (slot + 1) & mask;
        }
        return new String(chars, offset, length);
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
