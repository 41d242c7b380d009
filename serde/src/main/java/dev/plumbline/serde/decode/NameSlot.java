package dev.plumbline.serde.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.decode.TextSource.Constant;
import java.io.IOException;
import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;

/** The model, its version, an event's id, or an attribute of a slice: a text, or something else whose text is taken. */
final class NameSlot extends FieldSlot {
    /** What a name may be, beside a text. */
    enum Kind {
        MODEL("a text or an integer"),
        VERSION("a text or a number"),
        ID("a text or an integer"),
        SLICE("a text, an integer or a boolean");

        private final String forms;

        Kind(String forms) {
            this.forms = forms;
        }
    }

    private final Kind kind;
    private final @Nullable TextPool pool;
    private String text = "";

    /** A slot for names that come again, which the pool keeps; null for those that seldom do. */
    NameSlot(Section section, Field field, String pointer, Kind kind, @Nullable TextPool pool) {
        super(section, field, pointer);
        this.kind = kind;
        this.pool = pool;
    }

    /** The text of the current record; meaningless if it has none or has a flaw. */
    String text() {
        return text;
    }

    /** The text of the current record: the constant, if that is where it comes from; empty if it has none. */
    String text(@Nullable TextSource source) {
        if (source instanceof Constant constant) {
            return constant.text();
        }
        return isPresent() ? text : "";
    }

    @Override
    void take(JsonParser parser, JsonToken token) throws IOException {
        if (kind == Kind.SLICE && (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE)) {
            text = token == JsonToken.VALUE_TRUE ? "true" : "false";
            return;
        }
        boolean isText = token == JsonToken.VALUE_STRING
                || token == JsonToken.VALUE_NUMBER_INT
                || (token == JsonToken.VALUE_NUMBER_FLOAT && kind == Kind.VERSION && !parser.isNaN());
        if (!isText) {
            note(ReasonCode.WRONG_TYPE, "is " + Excerpt.of(parser, token) + "; send " + kind.forms);
            parser.skipChildren();
            return;
        }
        char[] chars = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        int length = parser.getTextLength();
        String pooled = pool == null ? null : pool.find(chars, offset, length);
        if (pooled == null) {
            CharBuffer view = CharBuffer.wrap(chars, offset, length);
            String flaw = Names.flaw(view);
            if (flaw != null) {
                note(ReasonCode.WRONG_TYPE, "is " + Excerpt.quoted(view) + ", which " + flaw);
                return;
            }
            pooled = pool == null ? view.toString() : pool.add(chars, offset, length);
        }
        text = pooled;
    }
}
