package dev.plumbline.job.oracle;

import dev.plumbline.job.oracle.Logs.Sent;
import dev.plumbline.job.oracle.PredictionRecord.Weights;
import dev.plumbline.serde.ReasonCode;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in the default layouts, as a stranger would who knows {@code docs/FORMATS.md}. Of the reasons for which a record may be
 * refused it knows those that occur here, one per record.
 */
final class RecordReader {

    private static final List<String> ATTRIBUTES = List.of("country", "device");

    /**
     * What a record says before anyone asks whether it is a prediction or a label.
     *
     * @param model null if the record does not name one that can be read
     * @param flaw why the record is refused; null if it is valid so far
     */
    record Read(
            @Nullable String model,
            String version,
            String id,
            long time,
            @Nullable Numbers numbers,
            Map<?, ?> members,
            @Nullable ReasonCode flaw) {

        private static Read refused(@Nullable String model, ReasonCode flaw) {
            return new Read(model, "", "", 0, null, Map.of(), flaw);
        }

        PredictionRecord prediction(Place place) {
            Object weights = members.get("sample_weight");
            Map<String, String> attributes = new HashMap<>();
            for (String name : ATTRIBUTES) {
                if (members.get("slices") instanceof Map<?, ?> slices && slices.get(name) instanceof String value) {
                    attributes.put(name, value);
                }
            }
            return new PredictionRecord(
                    Objects.requireNonNull(model).intern(),
                    version.intern(),
                    time,
                    Objects.requireNonNull(numbers),
                    weights == null
                            ? null
                            : new Weights(
                                    weights instanceof List,
                                    Objects.requireNonNull(Numbers.of(weights)).values()),
                    Map.copyOf(attributes),
                    place);
        }

        LabelRecord label(Place place) {
            return new LabelRecord(time, Objects.requireNonNull(numbers), place);
        }
    }

    private RecordReader() {}

    /**
     * Reads the record of a topic.
     *
     * @param outputs the names of the outputs that a prediction must have; none for any
     */
    static Read read(String topic, Sent sent, List<String> outputs) {
        byte[] value = sent.value();
        if (value == null) {
            return Read.refused(null, ReasonCode.NO_VALUE);
        }
        Map<?, ?> members;
        try {
            members = (Map<?, ?>) Objects.requireNonNull(Json.read(value));
        } catch (IOException e) {
            return Read.refused(null, ReasonCode.NOT_JSON);
        }
        String model = text(members.get("model"));
        Object id = members.get("id");
        if (id == null) {
            return Read.refused(model, ReasonCode.MISSING_FIELD);
        }
        String idText = text(id);
        if (idText == null || idText.isEmpty()) {
            return Read.refused(model, ReasonCode.WRONG_TYPE);
        }
        boolean isLabel = topic.equals(Logs.LABELS);
        Object written = members.get(isLabel ? "y_true" : "y_pred");
        if (written == null) {
            return Read.refused(model, ReasonCode.MISSING_FIELD);
        }
        Numbers numbers = Numbers.of(written);
        if (numbers == null || !numbers.areIn(0, 1)) {
            return Read.refused(model, isLabel ? ReasonCode.LABEL_OUT_OF_RANGE : ReasonCode.PREDICTION_OUT_OF_RANGE);
        }
        if (!isLabel && !outputs.isEmpty() && numbers.columns() != outputs.size()) {
            return Read.refused(model, ReasonCode.SHAPE_MISMATCH);
        }
        String version = text(members.get("version"));
        return new Read(
                model,
                version == null ? "" : version,
                idText,
                time(members.get("time"), sent.timestamp()),
                numbers,
                members,
                null);
    }

    private static long time(@Nullable Object written, long timestamp) {
        if (written instanceof String text) {
            return Instant.parse(text).toEpochMilli();
        }
        return written instanceof Json.Figure number ? Long.parseLong(number.text()) : timestamp;
    }

    /** A text, or the text of a number. */
    private static @Nullable String text(@Nullable Object written) {
        if (written instanceof Json.Figure number) {
            return number.text();
        }
        return written instanceof String text ? text : null;
    }
}
