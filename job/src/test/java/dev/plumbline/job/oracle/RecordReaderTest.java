package dev.plumbline.job.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.oracle.LabelRules.Absence;
import dev.plumbline.job.oracle.LabelRules.Conflicts;
import dev.plumbline.job.oracle.LabelRules.JoinBy;
import dev.plumbline.job.oracle.LabelRules.Windows;
import dev.plumbline.job.oracle.LabelTraffic.Arrival;
import dev.plumbline.job.oracle.RecordReader.Read;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.Label;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.LabelDecoder;
import dev.plumbline.serde.decode.LabelMapping;
import dev.plumbline.serde.decode.PredictionDecoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The oracle reads records by itself, and must read them as they are meant. */
class RecordReaderTest {

    private static final LabelRules RULES =
            new LabelRules(JoinBy.ID, Conflicts.LAST, Absence.IGNORE, Windows.PREDICTION, 24_000, 2_500, 24_000);
    private static final DecodeOptions OPTIONS = DecodeOptions.defaults(BinaryCrossentropyConfig.defaults());

    /** Two that read on their own agree, and with what was meant. */
    @Test
    void recordsAreReadAsTheDecodersReadThem() {
        LabelLogs logs = LabelTraffic.generate(1, RULES, 20_000, 600_000).arrive(new Arrival(4, 3, false, 2_500, true));
        PredictionDecoder predictions =
                new PredictionDecoder(FieldMapping.defaults().withId("/id").withYTrue(null), OPTIONS);
        LabelDecoder labels = new LabelDecoder(LabelMapping.defaults(), OPTIONS);
        Prediction prediction = new Prediction();
        Label label = new Label();
        List<String> differences = new ArrayList<>();
        for (String topic : Logs.TOPICS) {
            boolean isLabel = topic.equals(Logs.LABELS);
            for (int partition = 0; partition < logs.partitions(topic); partition++) {
                for (int offset = 0; offset < logs.size(topic, partition); offset++) {
                    Logs.Sent sent = logs.at(topic, partition, offset);
                    Read read = RecordReader.read(topic, sent, List.of());
                    Flaw flaw = logs.planned(topic, partition, offset).flaw();
                    String meant = text(flaw == null ? null : flaw.reason(isLabel), read);
                    String decoded = isLabel
                            ? text(labels.decode(sent.value(), sent.timestamp(), label), label)
                            : text(predictions.decode(sent.value(), sent.timestamp(), prediction), prediction);
                    if (!text(read.flaw(), read).equals(meant) || !decoded.equals(meant)) {
                        differences.add(topic + " " + partition + "@" + offset + ": " + meant + ", decoded " + decoded);
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    private static String text(@Nullable ReasonCode flaw, Read read) {
        Numbers numbers = read.numbers();
        return flaw != null || numbers == null
                ? String.valueOf(flaw)
                : text(read.model(), read.version(), read.id(), read.time(), numbers.isSingle());
    }

    private static String text(@Nullable Rejection rejection, Label label) {
        return rejection != null
                ? rejection.reason().toString()
                : text(label.model(), label.version(), label.id(), label.time(), label.isScalar());
    }

    private static String text(@Nullable Rejection rejection, Prediction prediction) {
        return rejection != null
                ? rejection.reason().toString()
                : text(
                        prediction.model(),
                        prediction.version(),
                        prediction.id(),
                        prediction.time(),
                        prediction.isScalar());
    }

    private static String text(@Nullable String model, String version, String id, long time, boolean isSingle) {
        return model + "|" + version + "|" + id + "|" + time + "|" + isSingle;
    }
}
