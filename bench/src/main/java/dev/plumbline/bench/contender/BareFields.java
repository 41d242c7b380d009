package dev.plumbline.bench.contender;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** The wanted fields of a record, read by hand. */
abstract class BareFields {
    String model = "";
    long time = -1;
    double prediction = -1;
    double label = -1;
    double weight = 1;

    final void clear() {
        model = "";
        time = -1;
        prediction = -1;
        label = -1;
        weight = 1;
    }

    /** Whether all that is needed is there and makes sense. */
    final boolean valid() {
        return !model.isEmpty()
                && time > 0
                && prediction > 0
                && prediction < 1
                && (label == 0 || label == 1)
                && weight >= 0
                && weight < Double.POSITIVE_INFINITY;
    }

    /**
     * Reads a record whose first token has not been read.
     *
     * @throws IOException if it is not JSON, or a value of another type than expected
     */
    final void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("not an object");
        }
        readObject(parser);
    }

    /** Reads the members of the record, up to the end of the object. */
    abstract void readObject(JsonParser parser) throws IOException;
}
