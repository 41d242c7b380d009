package dev.plumbline.serde.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.plumbline.serde.ReasonCode;
import java.io.IOException;
import java.util.Arrays;

/**
 * Labels, predictions or weights: a number, or arrays of numbers nested to any depth, as doubles exactly as written. The buffers
 * are reused, so a scalar allocates nothing and an array nothing once the buffers have grown to it.
 */
final class NumberSlot extends FieldSlot {
    private final boolean booleans;
    private final boolean numericStrings;
    private final int maxElements;

    private double[] values = new double[8];
    private int size;
    private int[] shape = new int[4];
    private int rank;

    /** The rank is known once the first number is met; until then arrays may still open. */
    private boolean rankKnown;

    NumberSlot(Section section, Field field, String pointer, boolean numericStrings, int maxElements) {
        super(section, field, pointer);
        this.booleans = field.equals(Field.Y_TRUE);
        this.numericStrings = numericStrings;
        this.maxElements = maxElements;
    }

    /** How many numbers there are. */
    int size() {
        return size;
    }

    /** The number at a flat, row-major index. */
    double value(int index) {
        return values[index];
    }

    /** 0 for a number, 1 for a list, and so on. */
    int rank() {
        return rank;
    }

    /** The lengths of the axes as written; empty for a number. */
    int[] shape() {
        return Arrays.copyOf(shape, rank);
    }

    /** A copy of the numbers in row-major order. */
    double[] copyValues() {
        return Arrays.copyOf(values, size);
    }

    /** Where the number at a flat index stands below the field, as the end of a JSON Pointer; empty for a number. */
    String element(int index) {
        StringBuilder pointer = new StringBuilder();
        int rest = index;
        for (int axis = rank - 1; axis >= 0; axis--) {
            pointer.insert(0, "/" + rest % shape[axis]);
            rest /= shape[axis];
        }
        return pointer.toString();
    }

    @Override
    void take(JsonParser parser, JsonToken token) throws IOException {
        size = 0;
        rank = 0;
        rankKnown = false;
        if (token == JsonToken.START_ARRAY) {
            takeArray(parser, 0);
        } else {
            takeNumber(parser, token);
        }
    }

    /** Takes the elements of the array that the parser has just entered; the recursion is as deep as the parser's limit allows. */
    private void takeArray(JsonParser parser, int axis) throws IOException {
        boolean firstOnAxis = openAxis(axis);
        int count = 0;
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            if (token == JsonToken.START_ARRAY) {
                takeArray(parser, axis + 1);
            } else {
                if (rankKnown && axis + 1 != rank) {
                    noteRagged();
                }
                if (!rankKnown) {
                    rank = axis + 1;
                    rankKnown = true;
                }
                takeNumber(parser, token);
            }
            count++;
            token = parser.nextToken();
        }
        if (count == 0) {
            note(ReasonCode.SHAPE_MISMATCH, "has an empty array, which has no mean; leave such records out");
        }
        if (firstOnAxis) {
            shape[axis] = count;
        } else if (shape[axis] != count) {
            noteRagged();
        }
    }

    /** Whether this is the first array on this axis, which fixes the axis' length. */
    private boolean openAxis(int axis) {
        if (axis == shape.length) {
            shape = Arrays.copyOf(shape, 2 * axis);
        }
        boolean first = axis >= rank && !rankKnown;
        if (first) {
            rank = axis + 1;
            shape[axis] = -1;
        }
        return first;
    }

    private void noteRagged() {
        note(
                ReasonCode.SHAPE_MISMATCH,
                "has rows of different lengths or depths; make every row at one depth equally long");
    }

    private void takeNumber(JsonParser parser, JsonToken token) throws IOException {
        switch (token) {
            case VALUE_NUMBER_INT -> append(integer(parser));
            case VALUE_NUMBER_FLOAT -> append(parser.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> {
                if (booleans) {
                    append(token == JsonToken.VALUE_TRUE ? 1 : 0);
                } else {
                    refuse(parser, token, "send a number");
                }
            }
            case VALUE_STRING -> takeText(parser, token);
            default -> {
                refuse(parser, token, "send a number or nested arrays of numbers");
                parser.skipChildren();
            }
        }
    }

    /** Jackson reads the integer -0 as 0; here, as in every float literal, it keeps its sign. */
    private static double integer(JsonParser parser) throws IOException {
        double value = parser.getDoubleValue();
        boolean negativeZero = value == 0 && parser.getTextCharacters()[parser.getTextOffset()] == '-';
        return negativeZero ? -0.0 : value;
    }

    private void takeText(JsonParser parser, JsonToken token) throws IOException {
        char[] chars = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        int length = parser.getTextLength();
        boolean number = NumberText.matches(chars, offset, length);
        if (number && numericStrings) {
            append(NumberText.parse(chars, offset, length));
        } else {
            refuse(
                    parser,
                    token,
                    number ? "send a number, or set " + option("numeric_strings") + ": true" : "send a number");
        }
    }

    private void refuse(JsonParser parser, JsonToken token, String wayOut) throws IOException {
        note(ReasonCode.WRONG_TYPE, (rankKnown ? "contains " : "is ") + Excerpt.of(parser, token) + "; " + wayOut);
    }

    private void append(double value) throws StreamConstraintsException {
        if (size == maxElements) {
            throw new ElementLimitException(this, maxElements);
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.min(maxElements, 2 * size));
        }
        values[size++] = value;
    }

    /** Ends the reading of a record whose array is too long; the rest is not worth parsing. */
    static final class ElementLimitException extends StreamConstraintsException {
        private final transient NumberSlot slot;

        private ElementLimitException(NumberSlot slot, int maxElements) {
            super("has more than " + maxElements + " numbers; send smaller batches, or raise limits.elements");
            this.slot = slot;
        }

        NumberSlot slot() {
            return slot;
        }
    }
}
