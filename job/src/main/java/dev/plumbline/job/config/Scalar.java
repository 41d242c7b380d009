package dev.plumbline.job.config;

/**
 * One value as text; what it means is decided by the option that reads it.
 *
 * @param text the value, with its references filled in
 * @param written the value as it stands in the file
 * @param kind whether the value can be used and shown
 */
record Scalar(Origin origin, String text, String written, Kind kind) implements YamlNode {
    /** What stands in for a value that must not be seen. */
    static final String HIDDEN = "[hidden]";

    enum Kind {
        /** An ordinary value. */
        PLAIN,
        /** Nothing, or the word null, without quotes. */
        NULL,
        /** At least a part of the text came from the environment or from a file of its own. */
        FROM_OUTSIDE,
        /** A problem has been recorded already; nobody needs to look at the text again. */
        BROKEN
    }

    boolean isNull() {
        return kind == Kind.NULL;
    }

    boolean isBroken() {
        return kind == Kind.BROKEN;
    }

    /** Whether the text must not be printed, when it is the value of the option at {@code path}. */
    boolean isHiddenAt(String path) {
        return kind == Kind.FROM_OUTSIDE || Secrets.looksSecret(path);
    }

    /** What messages may show of the value. */
    String shownAt(String path) {
        if (kind == Kind.BROKEN) {
            return Secrets.looksSecret(path) ? HIDDEN : written;
        }
        return isHiddenAt(path) ? HIDDEN : text;
    }
}
