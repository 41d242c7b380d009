package dev.plumbline.serde.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Parsers over records' bytes, set up for what foreign records contain. */
final class ParserSource {
    private final JsonFactory factory;

    ParserSource(int maxDepth) {
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxNumberLength(NumberText.MAX_CHARS)
                        .build())
                // Python's json module writes NaN and Infinity; they must be seen to be refused for what they are.
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                // Interning costs a global lookup per new name and helps only identity comparison.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    JsonParser open(byte[] value) {
        try {
            return factory.createParser(value);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail to open", e);
        }
    }

    void discard() {}

    /** Jackson's words on a syntax error, without the places that it repeats. */
    static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int place = message.indexOf(" (start marker at");
        return place < 0 ? message : message.substring(0, place);
    }
}
