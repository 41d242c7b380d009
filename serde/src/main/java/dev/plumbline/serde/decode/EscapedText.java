package dev.plumbline.serde.decode;

import java.nio.charset.StandardCharsets;

/** The text of a JSON string with escapes (RFC 8259, section 7). */
final class EscapedText {
    private static final int HEX_DIGITS = 4;
    private static final int RADIX = 16;

    private EscapedText() {}

    /**
     * Resolves the escapes.
     *
     * @param bytes what stands between the quotes, from {@code from} to {@code to}: UTF-8, with escapes that {@link
     *     ValueSkipper#string} has passed over and so found well-formed
     * @return the text; it may hold half of a surrogate pair, for which there are escapes too
     */
    static String read(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int plain = from;
        int at = from;
        while (at < to) {
            if (bytes[at] != '\\') {
                at++;
                continue;
            }
            text.append(new String(bytes, plain, at - plain, StandardCharsets.UTF_8));
            byte escaped = bytes[at + 1];
            at += 2;
            if (escaped == 'u') {
                text.append((char) unit(bytes, at));
                at += HEX_DIGITS;
            } else {
                text.append(character(escaped));
            }
            plain = at;
        }
        return text.append(new String(bytes, plain, to - plain, StandardCharsets.UTF_8))
                .toString();
    }

    private static int unit(byte[] bytes, int from) {
        int unit = 0;
        for (int i = from; i < from + HEX_DIGITS; i++) {
            unit = unit * RADIX + Character.digit(bytes[i], RADIX);
        }
        return unit;
    }

    private static char character(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> (char) escaped;
        };
    }
}
