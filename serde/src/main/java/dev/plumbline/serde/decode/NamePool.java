package dev.plumbline.serde.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Strings looked up by their UTF-8 bytes. As in {@link TextPool}, nothing is evicted and a name that finds no free slot within
 * {@value #PROBES} probes is not kept, nor one beyond {@value #MOST_BYTES_PER_SLOT} bytes per slot in all, so neither memory nor
 * time can be driven up by hostile names; but the table grows with its names, up to its capacity. Names of up to 16 bytes are
 * compared as two words, which stand side by side. Not thread-safe.
 */
final class NamePool {
    private static final int PROBES = 8;
    private static final int SMALLEST_TABLE = 1024;
    private static final int MOST_BYTES_PER_SLOT = 64;

    /** The longest name that its words tell apart from every other one. */
    private static final int WORDS_BYTES = 2 * Long.BYTES;

    /** 2^64 divided by the golden ratio, odd: spreads words that differ anywhere over the upper bits (Knuth, TAOCP 6.4). */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private final int capacity;
    private int shift;
    private int mask;
    private int size;
    private @Nullable String[] texts;

    /** The first and the second eight bytes of each name, filled up with zeros, which no name contains. */
    private long[] words;

    /** The bytes of names that are longer than their words. */
    private byte[] @Nullable [] bytes;

    private long roomForBytes;

    /** Of the name that was looked for last. */
    private int hash;

    /** A pool of at most {@code capacity} names, a power of two from 2 on. */
    NamePool(int capacity) {
        if (Integer.bitCount(capacity) != 1 || capacity < 2) {
            throw new IllegalArgumentException("the capacity is " + capacity + "; it must be a power of two");
        }
        this.capacity = capacity;
        int slots = Math.min(capacity, SMALLEST_TABLE);
        shift = Long.SIZE - Integer.numberOfTrailingZeros(slots);
        mask = slots - 1;
        texts = new String[slots];
        words = new long[2 * slots];
        bytes = new byte[slots][];
        roomForBytes = (long) MOST_BYTES_PER_SLOT * capacity;
    }

    /**
     * The name with these bytes, if it was added before.
     *
     * @param source at least eight bytes, of which those from {@code from} to {@code to} hold no zero
     */
    @Nullable
    String find(byte[] source, int from, int to) {
        int length = to - from;
        long first = word(source, from, length);
        long second = length <= Long.BYTES ? 0 : word(source, from + Long.BYTES, length - Long.BYTES);
        int slot = slot(first, second, source, from, to);
        for (int probe = 0; probe < PROBES; probe++) {
            String text = texts[slot];
            if (text == null) {
                return null;
            }
            if (words[2 * slot] == first
                    && words[2 * slot + 1] == second
                    && (length < WORDS_BYTES || endsAlike(slot, source, from, to))) {
                return text;
            }
            slot = (slot + 1) & mask;
        }
        return null;
    }

    /** A new name with these bytes, which must be UTF-8; kept for the next {@link #find} if there is room. */
    String add(byte[] source, int from, int to) {
        return add(source, from, to, new String(source, from, to - from, StandardCharsets.UTF_8));
    }

    /** The name, kept for the next {@link #find} with these bytes if there is room; they need not be its own. */
    String add(byte[] source, int from, int to, String name) {
        if (2 * size > mask && mask + 1 < capacity) {
            grow();
        }
        int length = to - from;
        if (length > roomForBytes) {
            return name;
        }
        long first = word(source, from, length);
        long second = length <= Long.BYTES ? 0 : word(source, from + Long.BYTES, length - Long.BYTES);
        byte[] copy = length > WORDS_BYTES ? Arrays.copyOfRange(source, from, to) : null;
        if (put(name, first, second, copy, slot(first, second, source, from, to))) {
            roomForBytes -= length;
        }
        return name;
    }

    private boolean put(String text, long first, long second, byte @Nullable [] name, int firstSlot) {
        int slot = firstSlot;
        for (int probe = 0; probe < PROBES; probe++) {
            if (texts[slot] == null) {
                texts[slot] = text;
                words[2 * slot] = first;
                words[2 * slot + 1] = second;
                bytes[slot] = name;
                size++;
                return true;
            }
            slot = (slot + 1) & mask;
        }
        return false;
    }

    private void grow() {
        @Nullable String[] oldTexts = texts;
        long[] oldWords = words;
        byte[] @Nullable [] oldBytes = bytes;
        int slots = 2 * oldTexts.length;
        shift--;
        mask = slots - 1;
        size = 0;
        texts = new String[slots];
        words = new long[2 * slots];
        bytes = new byte[slots][];
        for (int i = 0; i < oldTexts.length; i++) {
            String text = oldTexts[i];
            if (text != null) {
                byte[] name = oldBytes[i];
                long first = oldWords[2 * i];
                long second = oldWords[2 * i + 1];
                int slot = name == null ? slot(mix(first, second)) : slot(first, second, name, 0, name.length);
                put(text, first, second, name, slot);
            }
        }
    }

    private static long word(byte[] source, int from, int length) {
        return Bytes.first(Math.min(length, Long.BYTES), Bytes.word(source, from));
    }

    /** A hash of the bytes that were looked for last, mixed in all its bits; equal bytes have equal ones. */
    int hash() {
        return hash;
    }

    private int slot(long first, long second, byte[] source, int from, int to) {
        long mixed = mix(first, second);
        for (int at = from + WORDS_BYTES; at < to; at += Long.BYTES) {
            mixed = ((mixed ^ mixed >>> 32) + word(source, at, to - at)) * SPREAD;
        }
        return slot(mixed);
    }

    private static long mix(long first, long second) {
        long mixed = first * SPREAD;
        return second == 0 ? mixed : ((mixed ^ mixed >>> 32) + second) * SPREAD;
    }

    private int slot(long mixed) {
        // Once more, because names that only differ in digits would otherwise come to stand in rows.
        long again = (mixed ^ mixed >>> 32) * SPREAD;
        hash = (int) (again >>> 32);
        return (int) (again >>> shift);
    }

    /** Says whether a name with these words also ends where the other one does, after the same bytes. */
    private boolean endsAlike(int slot, byte[] source, int from, int to) {
        byte[] name = bytes[slot];
        return name == null ? to - from == WORDS_BYTES : Arrays.equals(name, 0, name.length, source, from, to);
    }
}
