package dev.plumbline.serde.decode;

import java.io.Serializable;
import java.util.Objects;

/**
 * An attribute by whose values the population is cut into slices, and its place in a record. Its value is a text, or the text of
 * an integer or a boolean, of at most 256 characters; an empty text is a value like any other.
 *
 * @param name the attribute's name in the configuration and in reports, 1 to 256 printable characters
 * @param pointer its place, a JSON Pointer
 */
public record SliceAttribute(String name, String pointer) implements Serializable {
    private static final String SECTION = "/slices/";

    /** Checks both; {@link IllegalArgumentException} with a sentence if one makes no sense. */
    public SliceAttribute {
        Objects.requireNonNull(name, "name");
        String flaw = name.isEmpty() ? "is empty" : Names.flaw(name);
        if (flaw == null && !Excerpt.printable(name).equals(name)) {
            flaw = "holds characters that do not print";
        }
        if (flaw != null) {
            throw new IllegalArgumentException(
                    "the slice attribute " + Excerpt.quoted(name) + " " + flaw + "; give it another name");
        }
        JsonPointerTokens.parse(pointer);
    }

    /** The attribute at its default place, member {@code name} of the member {@code slices}. */
    public static SliceAttribute named(String name) {
        return new SliceAttribute(name, defaultPointer(name));
    }

    /** The default place of an attribute: {@code /slices/name}, with {@code ~} and {@code /} escaped. */
    public static String defaultPointer(String name) {
        return SECTION + name.replace("~", "~0").replace("/", "~1");
    }
}
