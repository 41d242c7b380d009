package dev.plumbline.serde.decode;

import java.util.ArrayList;
import java.util.List;

/** The syntax of JSON Pointers, RFC 6901 section 3. */
final class JsonPointerTokens {
    private JsonPointerTokens() {}

    /**
     * The unescaped reference tokens of a pointer to something inside a record.
     *
     * @throws IllegalArgumentException if it is not a pointer, or if it is empty, which would mean the whole record
     */
    static List<String> parse(String pointer) {
        if (pointer.isEmpty()) {
            throw new IllegalArgumentException(
                    "the JSON Pointer is empty, which means the whole record; point at a field, for example /y_pred");
        }
        if (pointer.charAt(0) != '/') {
            throw new IllegalArgumentException("the JSON Pointer " + Excerpt.quoted(pointer)
                    + " does not start with /; write " + Excerpt.quoted("/" + pointer));
        }
        List<String> tokens = new ArrayList<>();
        for (String escaped : pointer.substring(1).split("/", -1)) {
            tokens.add(unescape(escaped, pointer));
        }
        return tokens;
    }

    /** The element of an array that a token means, or -1 if it cannot mean one. */
    static int arrayIndex(String token) {
        boolean digits = !token.isEmpty() && token.length() <= 9;
        for (int i = 0; i < token.length() && digits; i++) {
            digits = token.charAt(i) >= '0' && token.charAt(i) <= '9';
        }
        boolean leadingZero = token.length() > 1 && token.charAt(0) == '0';
        return digits && !leadingZero ? Integer.parseInt(token) : -1;
    }

    private static String unescape(String escaped, String pointer) {
        StringBuilder token = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '~') {
                i++;
                char code = i < escaped.length() ? escaped.charAt(i) : ' ';
                if (code != '0' && code != '1') {
                    throw new IllegalArgumentException("the JSON Pointer " + Excerpt.quoted(pointer)
                            + " has a ~ that is not part of ~0 or ~1; write ~0 for ~ and ~1 for / in a name");
                }
                c = code == '0' ? '~' : '/';
            }
            token.append(c);
        }
        return token.toString();
    }
}
