package dev.plumbline.local.cli;

import dev.plumbline.serde.Prediction;
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
    private final PredictionDecoder decoder;
    private final List<SliceAttribute> attributes;
    private final String outputs;
    private final Prediction prediction = new Prediction();
    private final boolean kafka;
    private final boolean awaitsLabels;

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
        this.awaitsLabels = fields.yTrue() == null;
    }

    /** What the record becomes, or why it is rejected. */
    Described describe(byte[] record) {
        Described.Verdict verdict = Described.judge(timestamp -> decoder.decode(record, timestamp, prediction), kafka);
        if (verdict.rejection() != null) {
            return Described.rejected(verdict.rejection());
        }
        return Described.valid((awaitsLabels ? "waits for its label" : "counted")
                + ", model " + prediction.model()
                + ", version " + (prediction.version().isEmpty() ? "(none)" : prediction.version())
                + (awaitsLabels ? ", id " + Excerpt.printable(prediction.id()) : "")
                + ", time "
                + (verdict.timestampTaken() ? "(of the Kafka record)" : Instant.ofEpochMilli(prediction.time()))
                + ", " + values(prediction)
                + outputs
                + slices(prediction));
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

    private String values(Prediction prediction) {
        boolean scalar = prediction.isScalar();
        String yTrue = awaitsLabels ? "" : "y_true " + (scalar ? prediction.yTrue() : prediction.yTrueArray()) + ", ";
        return yTrue
                + "y_pred " + (scalar ? prediction.yPred() : prediction.yPredArray())
                + ", sample_weight " + (scalar ? prediction.sampleWeight() : weight(prediction.sampleWeightArray()));
    }

    private static Object weight(@Nullable Object weights) {
        return weights == null ? 1.0 : weights;
    }
}
