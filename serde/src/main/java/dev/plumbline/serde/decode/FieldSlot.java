package dev.plumbline.serde.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the current record has in one field: nothing, a value, or a flaw in its form. Reused from record to record. A flaw is only
 * noted here, because the rest of the record must be read before the first flaw in the order of judgement is known.
 */
abstract class FieldSlot {
    private final Section section;
    private final Field field;
    private final String pointer;
    private boolean present;
    private @Nullable ReasonCode flaw;
    private String flawText = "";

    /** A slot for a field at a place, which the section tells; the pointer is empty if the record is not asked for it. */
    FieldSlot(Section section, Field field, String pointer) {
        this.section = section;
        this.field = field;
        this.pointer = pointer;
    }

    /** The field's place in the order of fields. */
    final int position() {
        return field.position();
    }

    /** The full name of an option of the section that tells where the field is. */
    final String option(String name) {
        return section.option(name);
    }

    /** Forgets the previous record. */
    final void clear() {
        present = false;
        flaw = null;
    }

    /** Takes the parser's current value and leaves the parser on its last token. A null counts as absent. */
    final void read(JsonParser parser, JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_NULL) {
            present = true;
            take(parser, token);
        }
    }

    /** Takes a value that is not null; must end on the value's last token. */
    abstract void take(JsonParser parser, JsonToken token) throws IOException;

    /** Whether the record has a value here, not null, with or without a flaw. */
    final boolean isPresent() {
        return present;
    }

    /** Notes a flaw. Of several, a repeated field outweighs a wrong type, and that a bad shape; of equals the first one stays. */
    final void note(ReasonCode reason, String text) {
        if (flaw == null || weight(reason) > weight(flaw)) {
            flaw = reason;
            flawText = text;
        }
    }

    private static int weight(ReasonCode reason) {
        return switch (reason) {
            case DUPLICATE_FIELD -> 2;
            case WRONG_TYPE -> 1;
            default -> 0;
        };
    }

    /** The verdict on the field's form if it has a flaw, else null. */
    final @Nullable Rejection flaw() {
        return flaw == null ? null : reject(flaw, flawText);
    }

    /** The verdict on a required field that has no value. */
    final Rejection missing() {
        return reject(
                ReasonCode.MISSING_FIELD,
                "is missing or null; send it in every record, or point " + option(field.id()) + " at its place");
    }

    /** The verdict on the field's form: its flaw, or that a required field has no value; null if there is nothing to say. */
    final @Nullable Rejection form(boolean required) {
        Rejection flaw = flaw();
        return flaw == null && required && !present ? missing() : flaw;
    }

    /** A verdict on this field: its name and place, then the given end of the sentence. */
    final Rejection reject(ReasonCode reason, String text) {
        return rejectAt(reason, "", text);
    }

    /** As {@link #reject}, for an element of the field's array, for example {@code /0/3}. */
    final Rejection rejectAt(ReasonCode reason, String element, String text) {
        String place = pointer.isEmpty() ? "" : " (" + pointer + element + ")";
        return new Rejection(reason, field.id(), field.id() + place + " " + text);
    }
}
