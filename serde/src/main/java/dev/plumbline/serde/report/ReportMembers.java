package dev.plumbline.serde.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object of a report: scalars as their text, objects as members of their own. Nulls count as absent, arrays
 * are passed over, of a repeated member the last one stays.
 */
final class ReportMembers {
    private final String what;
    private final String path;
    private final Map<String, String> scalars = new HashMap<>();
    private final Map<String, ReportMembers> objects = new HashMap<>();

    private ReportMembers(String what, String path) {
        this.what = what;
        this.path = path;
    }

    /**
     * Reads the object that the parser has just entered, to its end.
     *
     * @param what how messages call the whole
     * @param path where the object is in it, for messages: empty or ending in a slash
     */
    static ReportMembers read(JsonParser parser, String what, String path) throws IOException {
        ReportMembers members = new ReportMembers(what, path);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (token) {
                case START_OBJECT -> members.objects.put(name, read(parser, what, path + name + "/"));
                case START_ARRAY -> parser.skipChildren();
                case VALUE_NULL -> {}
                default -> members.scalars.put(name, parser.getText());
            }
        }
        return members;
    }

    @Nullable
    String optional(String name) {
        return scalars.get(name);
    }

    ReportMembers object(String name) throws FormatException {
        return present(name, objects.get(name));
    }

    String text(String name) throws FormatException {
        return present(name, scalars.get(name));
    }

    /** All scalars, by name. */
    SortedMap<String, String> texts() {
        return new TreeMap<>(scalars);
    }

    long integer(String name) throws FormatException {
        String text = text(name);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw unreadable(name, text, "an integer");
        }
    }

    double number(String name) throws FormatException {
        String text = text(name);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw unreadable(name, text, "a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
        }
    }

    boolean bool(String name) throws FormatException {
        String text = text(name);
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw unreadable(name, text, "true or false");
        };
    }

    private <T> T present(String name, @Nullable T member) throws FormatException {
        if (member == null) {
            throw new FormatException(
                    path + name + " is missing from the " + what + ", or of another type; it may have been cut short");
        }
        return member;
    }

    private FormatException unreadable(String name, String text, String expected) {
        return new FormatException(path + name + " is " + text + " in the " + what + "; it must be " + expected);
    }
}
