package dev.plumbline.bench.contender;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** The fields of the foreign record. */
final class ForeignFields extends BareFields {
    @Override
    void readObject(JsonParser parser) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "meta" -> readMeta(parser);
                case "scores" -> readScores(parser);
                case "outcome" -> label = parser.getBooleanValue() ? 1 : 0;
                case "w" -> weight = parser.getDoubleValue();
                default -> parser.skipChildren();
            }
        }
    }

    private void readMeta(JsonParser parser) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "svc" -> model = parser.getText();
                case "ts" -> time = parser.getLongValue();
                default -> parser.skipChildren();
            }
        }
    }

    private void readScores(JsonParser parser) throws IOException {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            if (i == 1) {
                prediction = parser.getDoubleValue();
            }
        }
    }
}
