package dev.plumbline.job.config;

import org.jspecify.annotations.Nullable;

/**
 * One option: the single place for its path, type, default and meaning. The loader reads by it, the description of the
 * effective configuration is written by it, and the table in {@code docs/CONFIGURATION.md} is checked against it.
 *
 * @param path names joined by dots; {@code *} stands for the position in a list
 * @param arity one value, a list of values, named values, or a section without options
 * @param defaultText the default as it would be written; null if there is none, or if it follows from other options
 * @param defaultInWords the default for the documentation
 * @param meaning one sentence for the documentation
 */
record Option<T>(
        String path,
        ValueType<T> type,
        Arity arity,
        @Nullable String defaultText,
        String defaultInWords,
        String meaning) {

    enum Arity {
        ONE,
        LIST,
        NAMED,
        EMPTY
    }

    /** What the documentation says of an option that must be given. */
    static final String REQUIRED = "required";

    static <T> Option<T> of(String path, ValueType<T> type, String defaultText, String meaning) {
        return new Option<>(path, type, Arity.ONE, defaultText, "`" + defaultText + "`", meaning);
    }

    /** An option without a default of its own; {@code defaultInWords} tells what holds instead. */
    static <T> Option<T> open(String path, ValueType<T> type, String defaultInWords, String meaning) {
        return new Option<>(path, type, Arity.ONE, null, defaultInWords, meaning);
    }

    static <T> Option<T> required(String path, ValueType<T> type, String meaning) {
        return open(path, type, REQUIRED, meaning);
    }

    Option<T> with(Arity newArity) {
        return new Option<>(path, type, newArity, defaultText, defaultInWords, meaning);
    }

    boolean isRequired() {
        return defaultInWords.equals(REQUIRED);
    }

    /** The path with the given position in the place of {@code *}. */
    String at(int position) {
        return path.replace("*", String.valueOf(position));
    }

    T defaultValue() {
        if (defaultText == null) {
            throw new IllegalStateException(path + " has no default");
        }
        return type.read().apply(defaultText);
    }
}
