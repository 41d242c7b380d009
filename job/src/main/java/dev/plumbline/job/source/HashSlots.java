package dev.plumbline.job.source;

/**
 * Tables of 64-bit hashes in open addressing with linear probing. The hashes are mixed already, so their lowest bits are the slot. A
 * table has a power of two of slots, and at least one that is free.
 */
final class HashSlots {

    /** Marks a free slot; the one name in 2^64 that has this hash passes for another one. */
    static final long FREE = 0;

    private static final long INSTEAD_OF_FREE = 1;

    private HashSlots() {}

    /** Returns the slot that holds the hash, or the free one that it would go to. */
    static int of(long[] table, long hash) {
        long stored = stored(hash);
        int mask = table.length - 1;
        int slot = (int) stored & mask;
        while (table[slot] != stored && table[slot] != FREE) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Returns the hash as it stands in a slot that is not free. */
    static long stored(long hash) {
        return hash == FREE ? INSTEAD_OF_FREE : hash;
    }
}
