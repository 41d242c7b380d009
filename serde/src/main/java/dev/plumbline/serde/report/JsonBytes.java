package dev.plumbline.serde.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON into memory, the same bytes on every machine and JDK. Not thread-safe. */
final class JsonBytes {
    private final JsonFactory factory = JsonFactory.builder()
            // Double.toString gives other digits before JDK 19.
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);

    /** What is written. */
    interface Body {
        void writeTo(JsonGenerator json) throws IOException;
    }

    byte[] write(Body body) {
        buffer.reset();
        try (JsonGenerator json = factory.createGenerator(buffer)) {
            body.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory cannot fail to be written", e);
        }
        return buffer.toByteArray();
    }
}
