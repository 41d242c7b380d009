package dev.plumbline.serde.decode;

/**
 * Passes over JSON values that nobody asked for, and holds them to the grammar of RFC 8259 no less than those that are read.
 * Takes nothing that Jackson would refuse; every method returns the index behind the value, or {@link #NONE} if there is none, or
 * one that is better left to Jackson, such as NaN.
 *
 * <p>That strings are UTF-8 is not proven here: {@link #metNonAscii} tells whether anything needs a proof.
 */
final class ValueSkipper {
    /** No value that can be passed over. */
    static final int NONE = -1;

    /** Jackson refuses names from 32 kB on, depending on how far its buffers have grown. */
    static final int MAX_NAME_BYTES = 8192;

    /** One bit each tells objects from arrays. */
    private static final int MAX_LEVELS = Long.SIZE;

    private static final int TRUE = 't' | 'r' << 8 | 'u' << 16 | 'e' << 24;
    private static final int NULL = 'n' | 'u' << 8 | 'l' << 16 | 'l' << 24;
    private static final int ALSE = 'a' | 'l' << 8 | 's' << 16 | 'e' << 24;

    private final NumberScanner numbers;
    private long met;

    ValueSkipper(NumberScanner numbers) {
        this.numbers = numbers;
    }

    /** Begins another record. */
    void clear() {
        met = 0;
    }

    /** Notes bytes that were met elsewhere in the record. */
    void meet(long word) {
        met |= word;
    }

    /** Whether some string of this record, as far as it was read, has a character beyond ASCII. */
    boolean metNonAscii() {
        return (met & Bytes.NON_ASCII) != 0;
    }

    /**
     * Passes over any value.
     *
     * @param bytes at least eight
     * @param levels how deep its objects and arrays may nest
     */
    int skip(byte[] bytes, int at, int levels) {
        if (at >= bytes.length) {
            return NONE;
        }
        byte first = bytes[at];
        if (first == '"') {
            return string(bytes, at + 1);
        }
        if (first == '{' || first == '[') {
            return container(bytes, at, Math.min(levels, MAX_LEVELS));
        }
        return plain(bytes, at, first);
    }

    /** The index of the quote that ends a string, given the index behind its opening quote; {@link #NONE} if it has an escape. */
    int plainText(byte[] bytes, int from) {
        int at = from;
        long word = Bytes.word(bytes, at);
        long stops = Bytes.stringStops(word);
        long all = word;
        while (stops == 0) {
            at += Long.BYTES;
            word = Bytes.word(bytes, at);
            stops = Bytes.stringStops(word);
            all |= word;
        }
        met |= all;
        at += Bytes.before(stops);
        return at < bytes.length && bytes[at] == '"' ? at : NONE;
    }

    /** Passes over the rest of a string, behind its opening quote. */
    int string(byte[] bytes, int from) {
        int at = from;
        long all = 0;
        while (true) {
            long word = Bytes.word(bytes, at);
            long stops = Bytes.stringStops(word);
            all |= word;
            if (stops == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Bytes.before(stops);
            if (at < bytes.length && bytes[at] == '"') {
                met |= all;
                return at + 1;
            }
            at = escape(bytes, at);
            if (at == NONE) {
                return NONE;
            }
        }
    }

    /** Passes over an escape; half of a surrogate pair is one like any other in a text that is not decoded. */
    private static int escape(byte[] bytes, int at) {
        if (at + 1 >= bytes.length || bytes[at] != '\\') {
            return NONE;
        }
        return switch (bytes[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
            case 'u' -> areHex(bytes, at + 2) ? at + 6 : NONE;
            default -> NONE;
        };
    }

    private static boolean areHex(byte[] bytes, int from) {
        if (from + 4 > bytes.length) {
            return false;
        }
        for (int i = from; i < from + 4; i++) {
            int small = bytes[i] | 0x20;
            if (!(bytes[i] >= '0' && bytes[i] <= '9') && !(small >= 'a' && small <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /** Passes over a number, true, false or null. */
    private int plain(byte[] bytes, int at, byte first) {
        if (first == '-' || (first >= '0' && first <= '9')) {
            return numbers.scan(bytes, at);
        }
        int four = (int) Bytes.word(bytes, at);
        if (four == TRUE || four == NULL) {
            return at + 4;
        }
        return first == 'f' && (int) Bytes.word(bytes, at + 1) == ALSE ? at + 5 : NONE;
    }

    static boolean isTrue(byte[] bytes, int at) {
        return (int) Bytes.word(bytes, at) == TRUE;
    }

    static boolean isFalse(byte[] bytes, int at) {
        return bytes[at] == 'f' && (int) Bytes.word(bytes, at + 1) == ALSE;
    }

    static boolean isNull(byte[] bytes, int at) {
        return (int) Bytes.word(bytes, at) == NULL;
    }

    private int container(byte[] bytes, int from, int levels) {
        if (levels < 1) {
            return NONE;
        }
        // One bit per open level, the innermost lowest: 1 for an object, 0 for an array.
        long objects = bytes[from] == '{' ? 1 : 0;
        int level = 1;
        boolean opened = true;
        int at = space(bytes, from + 1);
        while (at < bytes.length) {
            boolean object = (objects & 1) != 0;
            byte next = bytes[at];
            if (next == (object ? '}' : ']')) {
                if (--level == 0) {
                    return at + 1;
                }
                objects >>>= 1;
                opened = false;
                at = space(bytes, at + 1);
                continue;
            }
            if (!opened) {
                if (next != ',') {
                    return NONE;
                }
                at = space(bytes, at + 1);
            }
            if (object) {
                at = name(bytes, at);
            }
            if (at < 0 || at >= bytes.length) {
                return NONE;
            }
            byte first = bytes[at];
            opened = first == '{' || first == '[';
            if (opened) {
                if (++level > levels) {
                    return NONE;
                }
                objects = objects << 1 | (first == '{' ? 1 : 0);
                at++;
            } else {
                at = first == '"' ? string(bytes, at + 1) : plain(bytes, at, first);
                if (at < 0) {
                    return NONE;
                }
            }
            at = space(bytes, at);
        }
        return NONE;
    }

    /** Passes over a member's name and its colon. In names, other than in values, Jackson looks at surrogates: no escapes here. */
    private int name(byte[] bytes, int from) {
        if (from >= bytes.length || bytes[from] != '"') {
            return NONE;
        }
        int end = plainText(bytes, from + 1);
        return end < 0 || end - from > MAX_NAME_BYTES ? NONE : colon(bytes, end + 1);
    }

    /** Passes over a colon and the blanks round it. */
    static int colon(byte[] bytes, int from) {
        int at = space(bytes, from);
        return at < bytes.length && bytes[at] == ':' ? space(bytes, at + 1) : NONE;
    }

    /** Passes over blanks, if there are any. */
    static int space(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] <= ' ' && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
