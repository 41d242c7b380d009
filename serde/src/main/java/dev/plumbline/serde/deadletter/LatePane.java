package dev.plumbline.serde.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Records that were summed before it turned out that their pane was finished, because their partition had been idle. Their bytes
 * are not at hand any more; this says exactly how many they are and where they stand in the log. Layout: {@code docs/FORMATS.md}.
 *
 * @param model the model's name
 * @param version the model's version; empty if it has none
 * @param slice the segment of the population; empty for everyone
 * @param paneStart the pane's first millisecond since the epoch
 * @param paneEnd the first millisecond after the pane
 * @param topic the topic that holds the records
 * @param partition its partition
 * @param firstOffset no record stands before this offset
 * @param lastOffset no record stands after this offset
 * @param records how many of the records between the two offsets are meant: those of this series and pane
 */
public record LatePane(
        String model,
        String version,
        SortedMap<String, String> slice,
        long paneStart,
        long paneEnd,
        String topic,
        int partition,
        long firstOffset,
        long lastOffset,
        long records) {

    static final String FORMAT = "plumbline.late-pane";
    static final int FORMAT_VERSION = 1;

    /**
     * The letter for these records: reason {@code late_after_idle}, no key, and as value a JSON object that names them.
     *
     * @param finished the last millisecond of which the panes were finished when they came, since the epoch
     */
    public DeadLetter toDeadLetter(long finished) {
        String sentence =
                records + " records of model \"" + model + "\" in the pane from " + Instant.ofEpochMilli(paneStart)
                        + " to " + Instant.ofEpochMilli(paneEnd) + ", between offsets " + firstOffset + " and "
                        + lastOffset + " of "
                        + topic + "-" + partition + ", came after everything up to " + Instant.ofEpochMilli(finished)
                        + " was finished, because their partition had been idle or was new; raise time.idleness, or replay the topic.";
        return new DeadLetter(
                new Rejection(ReasonCode.LATE_AFTER_IDLE, "", sentence),
                topic,
                partition,
                firstOffset,
                Long.MIN_VALUE,
                null,
                toJson(),
                List.of());
    }

    private byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeNumberField("format_version", FORMAT_VERSION);
            json.writeStringField("model", model);
            json.writeStringField("version", version);
            json.writeObjectFieldStart("slice");
            for (Map.Entry<String, String> attribute : slice.entrySet()) {
                json.writeStringField(attribute.getKey(), attribute.getValue());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("pane");
            json.writeNumberField("start", paneStart);
            json.writeNumberField("end", paneEnd);
            json.writeEndObject();
            json.writeStringField("topic", topic);
            json.writeNumberField("partition", partition);
            json.writeNumberField("first_offset", firstOffset);
            json.writeNumberField("last_offset", lastOffset);
            json.writeNumberField("records", records);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }
}
