package dev.plumbline.job.config;

/**
 * Where a value was written, for messages.
 *
 * @param source name of the file, or {@code --set path}
 * @param line line in the file, counted from 1; 0 for an override
 */
record Origin(String source, int line) {
    static Origin override(String path) {
        return new Origin("--set " + path, 0);
    }

    boolean isOverride() {
        return line == 0;
    }

    /** The start of a message about the option at {@code path}; an override that names exactly this path is not repeated. */
    String prefix(String path) {
        if (path.isEmpty() || source.equals("--set " + path)) {
            return where();
        }
        return where() + ": " + path;
    }

    /** {@code file:line}, or {@code --set path}. */
    String where() {
        return isOverride() ? source : source + ":" + line;
    }
}
