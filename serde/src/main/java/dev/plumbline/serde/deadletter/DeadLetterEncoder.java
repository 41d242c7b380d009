package dev.plumbline.serde.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes dead letters for a topic (the record as it was, with more headers) or for a file (one JSON object on one line). Equal
 * letters give equal bytes. Not thread-safe.
 */
public final class DeadLetterEncoder {
    private final JsonFactory factory = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);

    /** An encoder with a buffer of its own. */
    public DeadLetterEncoder() {}

    /**
     * The headers of the dead letter: the record's own, then ours in a fixed order. Own headers with one of our names, left from an
     * earlier refusal, are replaced, so that letters that go round do not grow. Key and value stay as they are.
     */
    public static List<Header> headers(DeadLetter letter) {
        List<Header> headers = ownHeaders(letter);
        headers.addAll(verdict(letter));
        return headers;
    }

    /** The record's own headers without those of our names. */
    static List<Header> ownHeaders(DeadLetter letter) {
        List<Header> headers = new ArrayList<>(letter.headers().size() + DeadLetterHeaders.OURS.size());
        for (Header own : letter.headers()) {
            if (!DeadLetterHeaders.OURS.contains(own.name())) {
                headers.add(own);
            }
        }
        return headers;
    }

    /** The headers that every letter gains. */
    static List<Header> verdict(DeadLetter letter) {
        List<Header> headers = new ArrayList<>(DeadLetterHeaders.OURS.size());
        Rejection rejection = letter.rejection();
        String partition = Integer.toString(letter.partition());
        String offset = Long.toString(letter.offset());
        add(headers, DeadLetterHeaders.FORMAT, DeadLetterHeaders.FORMAT_VALUE);
        add(headers, DeadLetterHeaders.FORMAT_VERSION, Integer.toString(DeadLetterHeaders.VERSION));
        add(headers, DeadLetterHeaders.REASON, rejection.reason().code());
        add(headers, DeadLetterHeaders.FIELD, rejection.field());
        add(headers, DeadLetterHeaders.MESSAGE, rejection.message());
        add(headers, DeadLetterHeaders.TOPIC, letter.topic());
        add(headers, DeadLetterHeaders.PARTITION, partition);
        add(headers, DeadLetterHeaders.OFFSET, offset);
        if (letter.timestamp() >= 0) {
            add(headers, DeadLetterHeaders.TIMESTAMP, Long.toString(letter.timestamp()));
        }
        add(headers, DeadLetterHeaders.CONNECT_TOPIC, letter.topic());
        add(headers, DeadLetterHeaders.CONNECT_PARTITION, partition);
        add(headers, DeadLetterHeaders.CONNECT_OFFSET, offset);
        add(headers, DeadLetterHeaders.CONNECT_STAGE, stage(rejection.reason()));
        add(headers, DeadLetterHeaders.CONNECT_CLASS, "dev.plumbline.serde.decode.PredictionDecoder");
        add(headers, DeadLetterHeaders.CONNECT_EXCEPTION, Rejection.class.getName());
        add(headers, DeadLetterHeaders.CONNECT_MESSAGE, rejection.message());
        return headers;
    }

    /** The stage in Connect's words: the decoder converts values, all else is found by the tasks that take them. */
    private static String stage(ReasonCode reason) {
        return reason.isOfTheRecord() ? "VALUE_CONVERTER" : "TASK_PUT";
    }

    private static void add(List<Header> headers, String name, String value) {
        headers.add(new Header(name, value.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The dead letter as one JSON object without a line end. Bytes that are UTF-8 are written as text under {@code key},
     * {@code value} and the headers' {@code value}, others in Base64 under {@code key_base64} and so on.
     */
    public byte[] jsonLine(DeadLetter letter) {
        buffer.reset();
        try (JsonGenerator json = factory.createGenerator(buffer)) {
            json.writeStartObject();
            json.writeStringField("format", DeadLetterHeaders.FORMAT_VALUE);
            json.writeNumberField("format_version", DeadLetterHeaders.VERSION);
            json.writeStringField("reason", letter.rejection().reason().code());
            json.writeStringField("field", wellFormed(letter.rejection().field()));
            json.writeStringField("message", wellFormed(letter.rejection().message()));
            json.writeStringField("topic", wellFormed(letter.topic()));
            json.writeNumberField("partition", letter.partition());
            json.writeNumberField("offset", letter.offset());
            if (letter.timestamp() >= 0) {
                json.writeNumberField("timestamp", letter.timestamp());
            } else {
                json.writeNullField("timestamp");
            }
            writeBytes(json, "key", letter.key());
            writeBytes(json, "value", letter.value());
            json.writeArrayFieldStart("headers");
            for (Header header : letter.headers()) {
                json.writeStartObject();
                json.writeStringField("name", wellFormed(header.name()));
                writeBytes(json, "value", header.value());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory cannot fail to be written", e);
        }
        return buffer.toByteArray();
    }

    private static void writeBytes(JsonGenerator json, String name, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            json.writeNullField(name);
            return;
        }
        String text = utf8(bytes);
        if (text != null) {
            json.writeStringField(name, text);
        } else {
            json.writeBinaryField(name + "_base64", bytes);
        }
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The text with halves of surrogate pairs, which no UTF-8 can hold, replaced by question marks. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
