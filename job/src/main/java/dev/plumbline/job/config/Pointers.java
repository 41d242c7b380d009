package dev.plumbline.job.config;

/** JSON Pointers (RFC 6901) as values of options. */
final class Pointers {
    private Pointers() {}

    /** A pointer to a member or an element; the whole record, {@code ""}, is no place for a field. */
    static ValueType<String> type() {
        return new ValueType<>(
                "JSON Pointer",
                text -> {
                    check(text);
                    return text;
                },
                pointer -> pointer);
    }

    private static void check(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is empty; name a member of the record, such as /model");
        }
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException(
                    "is not a JSON Pointer, which starts with /; write /a/b for member b of member a");
        }
        for (int i = text.indexOf('~'); i >= 0; i = text.indexOf('~', i + 1)) {
            if (i + 1 == text.length() || (text.charAt(i + 1) != '0' && text.charAt(i + 1) != '1')) {
                throw new IllegalArgumentException(
                        "is not a JSON Pointer: ~ stands alone; write ~0 for ~ and ~1 for / in a name");
            }
        }
    }

    /** Whether the places are the same, or one leads through the other, so that they cannot hold two fields. */
    static boolean collide(String a, String b) {
        return a.equals(b) || a.startsWith(b + "/") || b.startsWith(a + "/");
    }
}
