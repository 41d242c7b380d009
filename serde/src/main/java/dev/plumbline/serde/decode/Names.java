package dev.plumbline.serde.decode;

import org.jspecify.annotations.Nullable;

/** What the name of a model or version may be: it becomes part of keys, so it must be short and encodable. */
final class Names {
    /** The most UTF-16 characters of a model or version. */
    static final int MAX_CHARS = 256;

    private Names() {}

    /** Why a text cannot be a name, as the end of a sentence; null if it can. */
    static @Nullable String flaw(CharSequence text) {
        if (text.length() > MAX_CHARS) {
            return "has " + text.length() + " characters; at most " + MAX_CHARS + " are allowed";
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return "has half of a surrogate pair at character " + i
                        + ", which no UTF-8 can hold; send the whole character";
            }
        }
        return null;
    }
}
