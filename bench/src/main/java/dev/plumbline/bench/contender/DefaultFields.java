package dev.plumbline.bench.contender;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** The fields of the default record. */
final class DefaultFields extends BareFields {
    @Override
    void readObject(JsonParser parser) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "model" -> model = parser.getText();
                case "time" -> time = parser.getLongValue();
                case "y_pred" -> prediction = parser.getDoubleValue();
                case "y_true" -> label = parser.getDoubleValue();
                case "sample_weight" -> weight = parser.getDoubleValue();
                default -> parser.skipChildren();
            }
        }
    }
}
