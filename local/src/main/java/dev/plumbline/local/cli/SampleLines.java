package dev.plumbline.local.cli;

import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.Excerpt;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.PredictionDecoder;
import dev.plumbline.serde.decode.SliceAttribute;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts into words what a configuration makes of a record. Not thread-safe. */
final class SampleLines {
    private static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private final PredictionDecoder decoder;
    private final List<SliceAttribute> attributes;
    private final String outputs;
    private final Prediction prediction = new Prediction();
    private final boolean kafka;
    private long records;
    private long counted;

    /**
     * For records of such a configuration.
     *
     * @param outputs the names of the outputs that are counted apart; none if the whole record is counted alone
     * @param kafka whether records come from Kafka, where each has a timestamp to fall back on
     */
    SampleLines(FieldMapping fields, DecodeOptions options, List<String> outputs, boolean kafka) {
        this.decoder = new PredictionDecoder(fields, options);
        this.attributes = fields.slices();
        this.outputs = outputs.isEmpty() ? "" : ", outputs " + Excerpt.printable(String.join(", ", outputs));
        this.kafka = kafka;
    }

    /** What the record becomes, or why it is rejected. */
    String describe(byte[] record) {
        records++;
        boolean timestampTaken = false;
        Rejection rejection = decoder.decode(record, NO_TIMESTAMP, prediction);
        if (kafka && rejection != null && rejection.field().equals("time")) {
            Rejection withTimestamp = decoder.decode(record, System.currentTimeMillis(), prediction);
            timestampTaken = withTimestamp == null;
            rejection = withTimestamp;
        }
        if (rejection != null) {
            return "rejected, " + rejection.reason().code() + ": " + rejection.message();
        }
        counted++;
        return "counted, model " + prediction.model()
                + ", version " + (prediction.version().isEmpty() ? "(none)" : prediction.version())
                + ", time " + (timestampTaken ? "(of the Kafka record)" : Instant.ofEpochMilli(prediction.time()))
                + ", " + values(prediction)
                + outputs
                + slices(prediction);
    }

    /** The attributes that the record has, as {@code , country CN}; nothing if no slices are configured. */
    private String slices(Prediction prediction) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < attributes.size(); i++) {
            String value = prediction.sliceValue(i);
            text.append(", ")
                    .append(attributes.get(i).name())
                    .append(' ')
                    .append(value == null ? "(none)" : Excerpt.printable(value));
        }
        return text.toString();
    }

    /** How many records were described. */
    long records() {
        return records;
    }

    /** How many of them the job would count. */
    long counted() {
        return counted;
    }

    private static String values(Prediction prediction) {
        if (prediction.isScalar()) {
            return "y_true " + prediction.yTrue() + ", y_pred " + prediction.yPred() + ", sample_weight "
                    + prediction.sampleWeight();
        }
        return "y_true " + prediction.yTrueArray() + ", y_pred " + prediction.yPredArray() + ", sample_weight "
                + weight(prediction.sampleWeightArray());
    }

    private static Object weight(@Nullable Object weights) {
        return weights == null ? 1.0 : weights;
    }
}
