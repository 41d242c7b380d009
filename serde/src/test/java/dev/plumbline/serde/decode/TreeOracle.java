package dev.plumbline.serde.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The slow and obvious way to find a field: the whole record as a tree, read by Jackson's parser for characters (another one than
 * the decoder's), numbers kept as text, repeated members kept, and then one JSON Pointer at a time.
 */
final class TreeOracle {
    /** A number as it is written. */
    record Numeral(String text, boolean isInteger) {}

    /** A text; another type than the other scalars' for clarity. */
    record Text(String text) {}

    /** An object with its members in order, repeated ones included. */
    record Members(List<Map.Entry<String, Object>> entries) {}

    /** What a null is in the tree, and an absent field too. */
    static final Object NOTHING = "nothing";

    /** The field or an object on the way to it is there twice. */
    static final Object REPEATED = "repeated";

    private final JsonFactory factory;

    TreeOracle(int maxDepth) {
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .build())
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
    }

    /** The tree, or the reason code as a {@link Text} if there is none. */
    Object read(String record) {
        try (JsonParser parser = factory.createParser(record)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new Text("not_json");
            }
            Object tree = read(parser, first);
            if (parser.nextToken() != null) {
                return new Text("not_json");
            }
            return tree instanceof Members ? tree : new Text("wrong_type");
        } catch (StreamConstraintsException e) {
            return new Text("too_large");
        } catch (JsonProcessingException e) {
            return new Text("not_json");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Object read(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> {
                List<Map.Entry<String, Object>> entries = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    entries.add(Map.entry(name, read(parser, parser.nextToken())));
                }
                yield new Members(entries);
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
                    elements.add(read(parser, t));
                }
                yield elements;
            }
            case VALUE_STRING -> new Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                new Numeral(parser.getText(), token == JsonToken.VALUE_NUMBER_INT);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> NOTHING;
        };
    }

    /** What is at the pointer: a tree, {@link #NOTHING} or {@link #REPEATED}. */
    static Object at(Object tree, String pointer) {
        Object here = tree;
        for (JsonPointer rest = JsonPointer.compile(pointer); !rest.matches(); rest = rest.tail()) {
            if (here instanceof Members members) {
                String name = rest.getMatchingProperty();
                List<Object> values = members.entries().stream()
                        .filter(entry -> entry.getKey().equals(name))
                        .map(Map.Entry::getValue)
                        .toList();
                if (values.size() > 1) {
                    return REPEATED;
                }
                here = values.isEmpty() ? NOTHING : values.get(0);
            } else if (here instanceof List<?> elements && rest.mayMatchElement()) {
                int index = rest.getMatchingIndex();
                here = index < elements.size() ? elements.get(index) : NOTHING;
            } else {
                return NOTHING;
            }
        }
        return here;
    }
}
