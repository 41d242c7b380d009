package dev.plumbline.serde.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plumbline.serde.ReasonCode;
import java.io.IOException;

/** The event time: a number in the configured unit, or ISO-8601 text with an offset. */
final class TimeSlot extends FieldSlot {
    private final EpochUnit unit;
    private final boolean numericStrings;
    private long millis;

    TimeSlot(Section section, String pointer, EpochUnit unit, boolean numericStrings) {
        super(section, Field.TIME, pointer);
        this.unit = unit;
        this.numericStrings = numericStrings;
    }

    /** The event time in epoch milliseconds, rounded down; saturated if it does not fit. */
    long millis() {
        return millis;
    }

    @Override
    void take(JsonParser parser, JsonToken token) throws IOException {
        switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> takeNumber(parser, token);
            case VALUE_STRING -> takeText(parser, token);
            default -> {
                refuse(parser, token, "a number in " + unit.id() + " or ISO-8601 text is expected; send one of them");
                parser.skipChildren();
            }
        }
    }

    private void takeNumber(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_FLOAT && parser.isNaN()) {
            refuse(parser, token, "which is no point in time; send a finite number in " + unit.id());
            return;
        }
        millis = EpochNumber.toMillis(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), unit);
    }

    private void takeText(JsonParser parser, JsonToken token) throws IOException {
        char[] chars = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        int length = parser.getTextLength();
        long parsed = IsoTimestamp.parse(chars, offset, length);
        if (parsed == IsoTimestamp.NO_OFFSET) {
            refuse(
                    parser,
                    token,
                    "a local time without an offset, which is no point in time; append Z or an offset such as +01:00");
        } else if (parsed != IsoTimestamp.NOT_A_TIMESTAMP) {
            millis = parsed;
        } else if (NumberText.isFinite(chars, offset, length) && numericStrings) {
            millis = EpochNumber.toMillis(chars, offset, length, unit);
        } else if (NumberText.isFinite(chars, offset, length)) {
            refuse(
                    parser,
                    token,
                    "a number as text; send it as a number, or set " + option("numeric_strings") + ": true");
        } else {
            refuse(parser, token, "not ISO-8601; write it like 2025-11-21T20:15:30.123Z");
        }
    }

    private void refuse(JsonParser parser, JsonToken token, String sentence) throws IOException {
        note(ReasonCode.WRONG_TYPE, "is " + Excerpt.of(parser, token) + ", " + sentence);
    }
}
