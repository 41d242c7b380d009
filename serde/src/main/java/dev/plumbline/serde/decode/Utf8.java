package dev.plumbline.serde.decode;

/**
 * Looks for what is not UTF-8 (RFC 3629). Jackson reads overlong forms as the characters that they spell, and code points beyond
 * U+10FFFF as something; then one name could be written in several ways, which is how filters are deceived.
 */
final class Utf8 {
    private Utf8() {}

    /** The index of the first byte that begins no well-formed sequence; -1 if there is none. Eight bytes at once where all is ASCII. */
    static int firstMalformed(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            if (at + Long.BYTES <= bytes.length && (Bytes.wordInside(bytes, at) & Bytes.NON_ASCII) == 0) {
                at += Long.BYTES;
            } else {
                int length = length(bytes, at);
                if (length == 0) {
                    return at;
                }
                at += length;
            }
        }
        return -1;
    }

    /** The length of the well-formed sequence that begins here; 0 if none does. The second byte excludes what is overlong. */
    private static int length(byte[] bytes, int at) {
        int lead = bytes[at] & 0xff;
        if (lead < 0x80) {
            return 1;
        }
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        if (lead < 0xe0) {
            return isWithin(bytes, at + 1, 0x80, 0xbf) ? 2 : 0;
        }
        if (lead < 0xf0) {
            boolean second = isWithin(bytes, at + 1, lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf);
            return second && isWithin(bytes, at + 2, 0x80, 0xbf) ? 3 : 0;
        }
        boolean second = isWithin(bytes, at + 1, lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf);
        return second && isWithin(bytes, at + 2, 0x80, 0xbf) && isWithin(bytes, at + 3, 0x80, 0xbf) ? 4 : 0;
    }

    private static boolean isWithin(byte[] bytes, int at, int least, int most) {
        return at < bytes.length && (bytes[at] & 0xff) >= least && (bytes[at] & 0xff) <= most;
    }
}
