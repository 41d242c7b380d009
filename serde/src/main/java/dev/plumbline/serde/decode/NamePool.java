package dev.plumbline.serde.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Strings looked up by their UTF-8 bytes: as {@link TextPool}, a fixed table in which nothing is evicted and a name that finds no
 * free slot within {@value #PROBES} probes is not kept, so neither memory nor time can be driven up by hostile names. Not
 * thread-safe.
 */
final class NamePool {
    private static final int PROBES = 8;

    /** 2^64 divided by the golden ratio, odd: spreads words that differ anywhere over the upper bits (Knuth, TAOCP 6.4). */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private final int shift;
    private final int mask;
    private final @Nullable String[] texts;

    /** The first eight bytes of each name, filled up with zeros, which no name contains. */
    private final long[] heads;

    private final byte[][] bytes;

    /** A pool of at most {@code capacity} names, a power of two from 2 on. */
    NamePool(int capacity) {
        if (Integer.bitCount(capacity) != 1 || capacity < 2) {
            throw new IllegalArgumentException("the capacity is " + capacity + "; it must be a power of two");
        }
        shift = Long.SIZE - Integer.numberOfTrailingZeros(capacity);
        mask = capacity - 1;
        texts = new String[capacity];
        heads = new long[capacity];
        bytes = new byte[capacity][];
    }

    /**
     * The name with these bytes, if it was added before.
     *
     * @param source at least eight bytes, of which those from {@code from} to {@code to} hold no zero
     */
    @Nullable
    String find(byte[] source, int from, int to) {
        int length = to - from;
        long head = head(source, from, length);
        int slot = slot(head, source, from, to);
        for (int probe = 0; probe < PROBES; probe++) {
            String text = texts[slot];
            if (text == null) {
                return null;
            }
            if (heads[slot] == head && (length < Long.BYTES || hasBytes(slot, source, from, to))) {
                return text;
            }
            slot = (slot + 1) & mask;
        }
        return null;
    }

    /** A new name with these bytes, which must be UTF-8; kept for the next {@link #find} if there is room. */
    String add(byte[] source, int from, int to) {
        String added = new String(source, from, to - from, StandardCharsets.UTF_8);
        long head = head(source, from, to - from);
        int slot = slot(head, source, from, to);
        for (int probe = 0; probe < PROBES; probe++) {
            if (texts[slot] == null) {
                texts[slot] = added;
                heads[slot] = head;
                bytes[slot] = Arrays.copyOfRange(source, from, to);
                return added;
            }
            slot = (slot + 1) & mask;
        }
        return added;
    }

    private static long head(byte[] source, int from, int length) {
        return Bytes.first(Math.min(length, Long.BYTES), Bytes.word(source, from));
    }

    private int slot(long head, byte[] source, int from, int to) {
        long hash = head * SPREAD;
        for (int at = from + Long.BYTES; at < to; at += Long.BYTES) {
            long word = Bytes.first(Math.min(to - at, Long.BYTES), Bytes.word(source, at));
            hash = ((hash ^ hash >>> 32) + word) * SPREAD;
        }
        return (int) (hash >>> shift);
    }

    private boolean hasBytes(int slot, byte[] source, int from, int to) {
        return Arrays.equals(bytes[slot], 0, bytes[slot].length, source, from, to);
    }
}
