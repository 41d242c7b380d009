package dev.plumbline.local.cli;

import dev.plumbline.serde.Label;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.Excerpt;
import dev.plumbline.serde.decode.LabelDecoder;
import dev.plumbline.serde.decode.LabelMapping;
import java.time.Instant;

/** Puts into words what a configuration makes of a label that comes by itself. Not thread-safe. */
final class LabelLines {
    private final LabelDecoder decoder;
    private final LabelMapping fields;
    private final boolean kafka;
    private final Label label = new Label();

    /**
     * For labels of such a configuration.
     *
     * @param kafka whether they come from Kafka, where each has a timestamp to fall back on
     */
    LabelLines(LabelMapping fields, DecodeOptions options, boolean kafka) {
        this.decoder = new LabelDecoder(fields, options);
        this.fields = fields;
        this.kafka = kafka;
    }

    /** What the label becomes, or why it is rejected. */
    Described describe(byte[] record) {
        Described.Verdict verdict = Described.judge(timestamp -> decoder.decode(record, timestamp, label), kafka);
        if (verdict.rejection() != null) {
            return Described.rejected(verdict.rejection());
        }
        return Described.valid("joined by "
                + (fields.model() == null ? "" : "model " + label.model() + ", ")
                + (fields.version() == null
                        ? ""
                        : "version " + (label.version().isEmpty() ? "(none)" : label.version()) + ", ")
                + "id " + Excerpt.printable(label.id())
                + ", time " + (verdict.timestampTaken() ? "(of the Kafka record)" : Instant.ofEpochMilli(label.time()))
                + ", y_true " + (label.isScalar() ? label.yTrue() : label.yTrueArray()));
    }
}
