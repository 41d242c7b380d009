package dev.plumbline.bench.topic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A buffer in which a record is put together out of ASCII texts and numbers, filled again for each record. */
final class Ascii {
    private static final int LONGEST = 1024;

    private final byte[] bytes = new byte[LONGEST];
    private int length;

    Ascii clear() {
        length = 0;
        return this;
    }

    Ascii text(byte[] text) {
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    /** Writes a number, with zeros in front up to the given number of digits. */
    Ascii number(long number, int digits) {
        long rest = number;
        for (int i = digits - 1; i >= 0; i--) {
            bytes[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
