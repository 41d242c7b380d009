package dev.plumbline.bench.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.PredictionDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordStreamTest {
    private static final TopicPlan ZIPF = TopicPlan.zipf("zipf", 4_000, 7);

    private record Written(long timestamp, String value) {}

    @Test
    void isDecidedByPlanAndPartitionAlone() {
        assertThat(records(ZIPF, 0)).isEqualTo(records(ZIPF, 0));
        assertThat(records(ZIPF, 0)).isNotEqualTo(records(ZIPF, 1));
        assertThat(records(ZIPF, 0)).isNotEqualTo(records(TopicPlan.zipf("zipf", 4_000, 8), 0));
    }

    @Test
    void partitionsHaveSequencesOfTheirOwn() {
        Set<String> predictions = predictions(records(ZIPF, 0));
        Set<String> others = predictions(records(ZIPF, 1));

        others.retainAll(predictions);
        // Of 1,000 in a million numbers each, one is shared by chance.
        assertThat(others).hasSizeLessThan(10);
    }

    private static Set<String> predictions(List<Written> records) {
        return records.stream()
                .map(record -> record.value().replaceAll(".*y_pred\":([0-9.]+),.*", "$1"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Whoever changes the generator makes older results incomparable, and should know it. */
    @Test
    void staysTheSameFromBuildToBuild() {
        assertThat(records(ZIPF, 0).get(1_000 - 1).value())
                .isEqualTo("{\"model\":\"m00003\",\"version\":\"7\",\"id\":\"00000999\",\"time\":1735690798328,"
                        + "\"y_pred\":0.501260,\"y_true\":0,\"sample_weight\":1.0,\"slices\":{\"country\":\"DE\"}}");
    }

    @Test
    void defaultRecordsHaveAbout143Bytes() {
        assertThat(all(ZIPF).stream()
                        .mapToInt(record -> record.value().length())
                        .average()
                        .orElseThrow())
                .isCloseTo(143, within(2.0));
    }

    @Test
    void foreignRecordsHaveAbout400BytesAndAreJson() throws IOException {
        List<Written> records = all(ZIPF.withLayout(Layout.FOREIGN));

        assertThat(records.stream()
                        .mapToInt(record -> record.value().length())
                        .average()
                        .orElseThrow())
                .isCloseTo(400, within(20.0));
        JsonNode record = new ObjectMapper().readTree(records.get(0).value());
        assertThat(record.at("/meta/svc").textValue()).startsWith("rankers/m0");
        assertThat(record.at("/scores/1").doubleValue()).isBetween(0.001, 0.999);
        assertThat(records.get(0).value()).containsPattern("\"scores\":\\[0\\.\\d{17},0\\.\\d{17}]");
    }

    @Test
    void recordsWhoseLabelComesLaterAreTheSameWithoutIt() {
        List<Written> labelled = records(ZIPF, 1);
        List<Written> unlabelled = records(ZIPF.withLayout(Layout.UNLABELLED), 1);

        assertThat(unlabelled)
                .isEqualTo(labelled.stream()
                        .map(record ->
                                new Written(record.timestamp(), record.value().replaceAll(",\"y_true\":[01]", "")))
                        .toList())
                .isNotEqualTo(labelled);
    }

    @Test
    void noPartitionEndsBeforeTheFirstEnd() {
        TopicPlan uneven = ZIPF.withShares(8, 4, 2, 1);
        long end = uneven.firstEnd().toEpochMilli();

        for (int i = 0; i < uneven.partitions(); i++) {
            List<Written> records = records(uneven, i);
            assertThat(records.get(records.size() - 1).timestamp()).isGreaterThanOrEqualTo(end);
        }
        assertThat(end)
                .isGreaterThan(TopicPlan.START.plus(Duration.ofMinutes(19)).toEpochMilli());
    }

    @Test
    void everyRecordIsValidForTheJob() {
        PredictionDecoder decoder = new PredictionDecoder(
                FieldMapping.defaults(), DecodeOptions.defaults(BinaryCrossentropyConfig.defaults()));
        Prediction prediction = new Prediction();

        for (Written record : all(ZIPF.withAttributes(4))) {
            assertThat(decoder.decode(record.value().getBytes(StandardCharsets.UTF_8), record.timestamp(), prediction))
                    .isNull();
            assertThat(prediction.time()).isEqualTo(record.timestamp());
        }
    }

    @Test
    void partitionsAddUpToTheTopicAndIdsAreUnique() throws IOException {
        TopicPlan uneven = TopicPlan.zipf("uneven", 1_003, 1).withShares(8, 4, 2, 1);

        assertThat(IntStream.range(0, 4).mapToLong(uneven::records).sum()).isEqualTo(1_003);
        assertThat(uneven.records(0)).isBetween(534L, 535L);
        Set<String> ids = new HashSet<>();
        for (Written record : all(uneven)) {
            ids.add(new ObjectMapper().readTree(record.value()).get("id").textValue());
        }
        assertThat(ids).hasSize(1_003);
    }

    @Test
    void timeAdvancesOverTheSpanWithinTheDisorder() {
        List<Written> records = records(ZIPF.withTime(Duration.ofMinutes(10), Duration.ofSeconds(2)), 2);
        long start = TopicPlan.START.toEpochMilli();
        long latest = Long.MIN_VALUE;

        for (Written record : records) {
            latest = Math.max(latest, record.timestamp());
            assertThat(record.timestamp()).isGreaterThanOrEqualTo(start).isGreaterThan(latest - 2_000);
        }
        assertThat(latest - start).isBetween(595_000L, 600_000L);
    }

    @Test
    void lateRecordsAreAsManyAsAskedFor() {
        TopicPlan late = TopicPlan.zipf("late", 40_000, 1).withLate(10);
        long latest = Long.MIN_VALUE;
        int behind = 0;
        List<Written> records = records(late, 0);
        for (Written record : records) {
            latest = Math.max(latest, record.timestamp());
            if (latest - record.timestamp() > Duration.ofMinutes(2).toMillis()) {
                behind++;
            }
        }
        // A tenth of 10,000, but for the first minutes, where nothing can lie that far behind.
        assertThat(behind).isBetween(750, 1_000);
    }

    @Test
    void oneModelIsHot() throws IOException {
        Map<String, Long> models = models(ZIPF.withModels(Popularity.HOT, 20));

        assertThat(models.get("m00000") / 4_000.0).isCloseTo(0.9, within(0.02));
        assertThat(models).hasSize(20);
    }

    @Test
    void othersAreSpreadByRankOrAlike() throws IOException {
        Map<String, Long> zipf = models(ZIPF);
        Map<String, Long> uniform = models(ZIPF.withModels(Popularity.UNIFORM, 10));

        // Of 20 models the first has 1 / (1 + 1/2 + ... + 1/20) = 0.278.
        assertThat(zipf.get("m00000") / 4_000.0).isCloseTo(0.278, within(0.03));
        assertThat(uniform.values()).hasSize(10).allMatch(count -> count > 320 && count < 480);
    }

    private static Map<String, Long> models(TopicPlan plan) throws IOException {
        List<String> models = new ArrayList<>();
        for (Written record : all(plan)) {
            models.add(new ObjectMapper().readTree(record.value()).get("model").textValue());
        }
        return models.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static List<Written> all(TopicPlan plan) {
        return IntStream.range(0, plan.partitions())
                .boxed()
                .flatMap(partition -> records(plan, partition).stream())
                .toList();
    }

    private static List<Written> records(TopicPlan plan, int partition) {
        RecordStream stream = new RecordStream(plan, partition);
        List<Written> records = new ArrayList<>();
        while (stream.hasNext()) {
            String value = new String(stream.next(), StandardCharsets.UTF_8);
            records.add(new Written(stream.timestamp(), value));
        }
        return records;
    }
}
