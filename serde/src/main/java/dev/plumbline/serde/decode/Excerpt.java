package dev.plumbline.serde.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Values of foreign records as a person sees them in messages and tables: on one line, printable, and mostly short. */
public final class Excerpt {
    /** The most characters of a value that a message shows. */
    static final int MAX_CHARS = 80;

    private static final int MAX_WORDS = 200;

    private Excerpt() {}

    /** The text in quotes, shortened; characters that do not print are written as JSON escapes. */
    static String quoted(CharSequence text) {
        StringBuilder shown = new StringBuilder().append('"');
        int end = Math.min(text.length(), MAX_CHARS);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        text.subSequence(0, end).codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                shown.append('\\').append((char) c);
            } else {
                appendPrintable(shown, c);
            }
        });
        return shown.append(end < text.length() ? "..." : "").append('"').toString();
    }

    /**
     * The whole text with JSON escapes for characters that do not print, such as line ends and what a terminal obeys. Quotes and
     * backslashes stay, so text that was escaped before does not change.
     */
    public static String printable(CharSequence text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> appendPrintable(shown, c));
        return shown.toString();
    }

    private static void appendPrintable(StringBuilder shown, int c) {
        if (isPrintable(c)) {
            shown.appendCodePoint(c);
            return;
        }
        for (char unit : Character.toChars(c)) {
            shown.append(String.format("\\u%04x", (int) unit));
        }
    }

    /** Bytes read as UTF-8, from the given offset, in quotes, shortened. */
    static String quoted(byte[] bytes, int from) {
        int length = Math.min(bytes.length - from, MAX_CHARS * 4);
        return quoted(new String(bytes, from, length, StandardCharsets.UTF_8));
    }

    /** Words of another library that may quote a record: shortened, with a question mark for what does not print. */
    static String words(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(MAX_WORDS).forEach(c -> shown.appendCodePoint(isPrintable(c) ? c : '?'));
        return shown.toString();
    }

    /** The parser's current value: a scalar as it is written, an object or array by its kind. */
    static String of(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "the text " + quoted(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> shortened(parser.getText());
            default -> token.asString();
        };
    }

    /** The shortest decimal that reads back as this double; the same on every JDK, unlike {@link Double#toString}. */
    static String of(double value) {
        return NumberOutput.toString(value, true);
    }

    private static String shortened(String number) {
        return number.length() <= MAX_CHARS ? number : number.substring(0, MAX_CHARS) + "...";
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
