package dev.plumbline.bench.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.Label;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.LabelDecoder;
import dev.plumbline.serde.decode.LabelMapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelStreamTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TopicPlan PREDICTIONS = TopicPlan.zipf("predictions", 4_000, 7);
    private static final Duration DELAY = Duration.ofMinutes(5);
    private static final LabelPlan LABELS = new LabelPlan("labels", PREDICTIONS, DELAY, 90);

    @Test
    void isDecidedByPlanAndPartitionAlone() throws IOException {
        assertThat(read(LABELS.stream(1))).isEqualTo(read(LABELS.stream(1))).isNotEqualTo(read(LABELS.stream(2)));
    }

    /** Whoever changes the generator makes older results incomparable, and should know it. */
    @Test
    void staysTheSameFromBuildToBuild() {
        assertThat(new String(first(LABELS.stream(0)), StandardCharsets.UTF_8))
                .isEqualTo("{\"model\":\"m00017\",\"id\":\"00000006\",\"time\":1735689632012,\"y_true\":1}");
    }

    @Test
    void labelsSayWhatTheRecordWouldHaveSaidLater() throws IOException {
        Map<String, JsonNode> predictions = new HashMap<>();
        for (JsonNode prediction : read(PREDICTIONS.stream(3))) {
            predictions.put(prediction.get("id").textValue(), prediction);
        }
        List<JsonNode> labels = read(LABELS.stream(3));

        for (JsonNode label : labels) {
            // No second label for any of them.
            JsonNode prediction = predictions.remove(label.get("id").textValue());
            assertThat(label.get("model")).isEqualTo(prediction.get("model"));
            assertThat(label.get("y_true")).isEqualTo(prediction.get("y_true"));
            assertThat(label.get("time").longValue() - prediction.get("time").longValue())
                    .isBetween(0L, DELAY.toMillis() - 1);
        }
        assertThat(labels).hasSize(900 + 1);
        assertThat(predictions).hasSize(100 - 1);
    }

    @Test
    void theLastPredictionOfAPartitionHasALabel() throws IOException {
        List<JsonNode> predictions = read(PREDICTIONS.stream(0));

        assertThat(read(new LabelPlan("few", PREDICTIONS, DELAY, 1).stream(0)))
                .extracting(label -> label.get("id"))
                .contains(predictions.get(predictions.size() - 1).get("id"));
    }

    @Test
    void timeAdvancesWithinTheDisorder() throws IOException {
        long latest = 0;
        long turns = 0;
        for (JsonNode label : read(LABELS.stream(0))) {
            long time = label.get("time").longValue();
            assertThat(time).isGreaterThan(latest - 2_000);
            turns += time < latest ? 1 : 0;
            latest = Math.max(latest, time);
        }
        assertThat(turns).isPositive();
    }

    @Test
    void everyLabelIsValidForTheJob() {
        LabelDecoder decoder =
                new LabelDecoder(LabelMapping.defaults(), DecodeOptions.defaults(BinaryCrossentropyConfig.defaults()));
        Label label = new Label();

        for (Records records = LABELS.stream(0); records.hasNext(); ) {
            assertThat(decoder.decode(records.next(), records.timestamp(), label))
                    .isNull();
            assertThat(label.time()).isEqualTo(records.timestamp());
        }
    }

    @Test
    void refusesPredictionsThatAreLate() {
        assertThatThrownBy(() -> new LabelPlan("labels", PREDICTIONS.withLate(1), DELAY, 90))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none of which is late");
    }

    private static byte[] first(Records records) {
        assertThat(records.hasNext()).isTrue();
        return records.next();
    }

    private static List<JsonNode> read(Records records) throws IOException {
        List<JsonNode> read = new ArrayList<>();
        while (records.hasNext()) {
            read.add(JSON.readTree(records.next()));
        }
        return read;
    }
}
