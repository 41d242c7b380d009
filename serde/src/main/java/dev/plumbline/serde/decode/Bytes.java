package dev.plumbline.serde.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes at a time: the bytes of a record as words, the first byte lowest, and what can be asked of all bytes of a word at
 * once. The answers are flags in the bytes of a word; a carry can set a false flag, but only above a true one, so the
 * <em>lowest</em> flag is always right, and no flag means none. The arithmetic is that of H. S. Warren, "Hacker's Delight", 2nd
 * ed., section 6-1.
 */
final class Bytes {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The highest bit of every byte, which only bytes beyond ASCII have. */
    static final long NON_ASCII = 0x8080808080808080L;

    private static final long ONES = 0x0101010101010101L;
    private static final long QUOTES = 0x2222222222222222L;
    private static final long BACKSLASHES = 0x5c5c5c5c5c5c5c5cL;
    private static final long SPACES = 0x2020202020202020L;
    private static final long ZEROS = 0x3030303030303030L;
    private static final long SIXES = 0x0606060606060606L;
    private static final long HIGH_NIBBLES = 0xf0f0f0f0f0f0f0f0L;

    private Bytes() {}

    /**
     * The eight bytes that begin here; those behind the end of the array count as 0.
     *
     * @param bytes at least eight
     */
    static long word(byte[] bytes, int at) {
        int beyond = at + Long.BYTES - bytes.length;
        return beyond <= 0 ? (long) WORDS.get(bytes, at) : lastWord(bytes, beyond);
    }

    /** As {@link #word}, where it is known that all eight bytes are there. */
    static long wordInside(byte[] bytes, int at) {
        return (long) WORDS.get(bytes, at);
    }

    private static long lastWord(byte[] bytes, int beyond) {
        return beyond >= Long.BYTES ? 0 : (long) WORDS.get(bytes, bytes.length - Long.BYTES) >>> (beyond << 3);
    }

    /** Keeps the first bytes of a word, 0 to 8 of them, and makes the others 0. */
    static long first(int count, long word) {
        return count == Long.BYTES ? word : word & ((1L << (count << 3)) - 1);
    }

    /** Flags the bytes that end a plain run inside a JSON string: the quote, the backslash, and control characters. */
    static long stringStops(long word) {
        long quote = word ^ QUOTES;
        long backslash = word ^ BACKSLASHES;
        long stops = ((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((word - SPACES) & ~word);
        return stops & NON_ASCII;
    }

    /** How many bytes lie before the lowest flag; 8 if there is no flag. */
    static int before(long flags) {
        return Long.numberOfTrailingZeros(flags) >>> 3;
    }

    /** How many decimal digits the word begins with. */
    static int digitCount(long word) {
        long values = word ^ ZEROS;
        return before((values | (values + SIXES)) & HIGH_NIBBLES);
    }

    /**
     * The number that the first digits of the word are.
     *
     * @param count how many digits, 1 to 8
     */
    static long digits(int count, long word) {
        // The first digit is the most significant one; what moves in below it are leading zeros.
        long tens = (word ^ ZEROS) << ((Long.BYTES - count) << 3);
        // Neighbours become pairs, pairs fours, fours the whole: three multiplications for eight digits.
        long pairs = tens * 10 + (tens >>> 8);
        long odd = (pairs & 0x000000ff000000ffL) * ((1_000_000L << 32) + 100);
        long even = ((pairs >>> 16) & 0x000000ff000000ffL) * ((10_000L << 32) + 1);
        return (odd + even) >>> 32;
    }
}
