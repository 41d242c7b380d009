package dev.plumbline.serde.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plumbline.serde.ReasonCode;
import java.io.IOException;
import java.nio.CharBuffer;

/** The model or its version: a text, or a number whose text is taken. */
final class NameSlot extends FieldSlot {
    private final TextPool pool;
    private final boolean fractionsAllowed;
    private String text = "";

    NameSlot(Field field, String pointer, TextPool pool) {
        super(field, pointer);
        this.pool = pool;
        this.fractionsAllowed = field == Field.VERSION;
    }

    /** The text of the current record; meaningless if it has none or has a flaw. */
    String text() {
        return text;
    }

    @Override
    void take(JsonParser parser, JsonToken token) throws IOException {
        boolean isText = token == JsonToken.VALUE_STRING
                || token == JsonToken.VALUE_NUMBER_INT
                || (token == JsonToken.VALUE_NUMBER_FLOAT && fractionsAllowed && !parser.isNaN());
        if (!isText) {
            note(
                    ReasonCode.WRONG_TYPE,
                    "is " + Excerpt.of(parser, token) + "; send a text or "
                            + (fractionsAllowed ? "a number" : "an integer"));
            parser.skipChildren();
            return;
        }
        char[] chars = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        int length = parser.getTextLength();
        String pooled = pool.find(chars, offset, length);
        if (pooled == null) {
            CharBuffer view = CharBuffer.wrap(chars, offset, length);
            String flaw = Names.flaw(view);
            if (flaw != null) {
                note(ReasonCode.WRONG_TYPE, "is " + Excerpt.quoted(view) + ", which " + flaw);
                return;
            }
            pooled = pool.add(chars, offset, length);
        }
        text = pooled;
    }
}
