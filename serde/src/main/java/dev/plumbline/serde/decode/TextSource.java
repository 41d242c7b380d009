package dev.plumbline.serde.decode;

import java.io.Serializable;
import java.util.Objects;

/** Where a text, such as the model's name, comes from: a place in the record, or the configuration itself. */
public sealed interface TextSource extends Serializable {

    /** A place in the record, as a JSON Pointer such as {@code /meta/model}. */
    record At(String pointer) implements TextSource {
        /** Checks the pointer's syntax; {@link IllegalArgumentException} with a sentence if it is not one. */
        public At {
            JsonPointerTokens.parse(pointer);
        }
    }

    /** The same text for every record, for topics that carry one model. */
    record Constant(String text) implements TextSource {
        /** Accepts at most 256 characters of well-formed Unicode; {@link IllegalArgumentException} with a sentence otherwise. */
        public Constant {
            Objects.requireNonNull(text, "text");
            String flaw = Names.flaw(text);
            if (flaw != null) {
                throw new IllegalArgumentException("the constant " + Excerpt.quoted(text) + " " + flaw);
            }
        }
    }

    /** A place in the record; see {@link At}. */
    static TextSource at(String pointer) {
        return new At(pointer);
    }

    /** The same text for every record; see {@link Constant}. */
    static TextSource constant(String text) {
        return new Constant(text);
    }
}
