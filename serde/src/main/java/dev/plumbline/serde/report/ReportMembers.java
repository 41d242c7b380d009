package dev.plumbline.serde.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object of a report: scalars as their text, in their order; objects as members of their own; arrays of arrays
 * as tables. Nulls count as absent, other arrays are passed over, of a repeated member the last one stays.
 */
final class ReportMembers {
    private final String what;
    private final String path;
    private final Map<String, String> scalars = new LinkedHashMap<>();
    private final Map<String, ReportMembers> objects = new HashMap<>();
    private final Map<String, List<List<String>>> tables = new HashMap<>();

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
                case START_ARRAY -> members.tables.put(name, table(parser));
                case VALUE_NULL -> {}
                default -> members.scalars.put(name, parser.getText());
            }
        }
        return members;
    }

    /** The rows of the array that the parser has just entered; what is no array in it is passed over. */
    private static List<List<String>> table(JsonParser parser) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.START_ARRAY) {
                parser.skipChildren();
                continue;
            }
            List<String> row = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                row.add(parser.currentToken().isScalarValue() ? parser.getText() : "");
                parser.skipChildren();
            }
            rows.add(row);
        }
        return rows;
    }

    @Nullable
    String optional(String name) {
        return scalars.get(name);
    }

    @Nullable
    ReportMembers optionalObject(String name) {
        return objects.get(name);
    }

    /** The names of all scalars, in their order. */
    Set<String> names() {
        return scalars.keySet();
    }

    /** The rows of a table of numbers; none if there is no such member. */
    List<double[]> table(String name, int columns) throws FormatException {
        List<double[]> rows = new ArrayList<>();
        for (List<String> texts : tables.getOrDefault(name, List.of())) {
            if (texts.size() != columns) {
                throw unreadable(name, texts.toString(), "a list of rows of " + columns + " numbers");
            }
            double[] row = new double[columns];
            for (int i = 0; i < columns; i++) {
                row[i] = number(name, texts.get(i));
            }
            rows.add(row);
        }
        return rows;
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
        return number(name, text(name));
    }

    /** The number of that name; null if there is none, or something else. */
    @Nullable
    Double optionalNumber(String name) {
        String text = scalars.get(name);
        try {
            return text == null ? null : Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private double number(String name, String text) throws FormatException {
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
