package dev.plumbline.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.it.Reference.Numbers;
import dev.plumbline.it.Reference.WindowKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A window report as a stranger reads it: from the JSON in the topic, by the documented names. */
record Report(WindowKey key, boolean isFinal, Numbers numbers) {

    /**
     * How far a float64 result may be from the reference. Each loss is a handful of operations with at most one unit in the
     * last place of error each (2^-52), all terms have the same sign, the sums are exact: below 10 units, with room to spare.
     */
    private static final double RELATIVE_TOLERANCE = 1e-14;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The newest value of each key, as a compacted topic would keep them. */
    static Map<String, String> compacted(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, String> newest = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            newest.put(new String(record.key(), UTF_8), new String(record.value(), UTF_8));
        }
        return newest;
    }

    /** The newest report of each window. */
    static Map<WindowKey, Report> newest(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<WindowKey, Report> reports = new HashMap<>();
        for (String value : compacted(records).values()) {
            Report report = parse(value);
            assertThat(reports.put(report.key(), report))
                    .as("one key per window")
                    .isNull();
        }
        return reports;
    }

    /** SHA-256 of the keys and values of all final reports but those of {@link Load#CLOSING}, sorted, one per line; in hex. */
    static String fingerprint(List<ConsumerRecord<byte[], byte[]>> records) {
        String lines = records.stream()
                .filter(record ->
                        of(record).isFinal() && !of(record).key().model().equals(Load.CLOSING))
                .map(record -> new String(record.key(), UTF_8) + " " + new String(record.value(), UTF_8))
                .sorted()
                .collect(Collectors.joining("\n"));
        assertThat(lines).isNotEmpty();
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(lines.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("Every Java has SHA-256", e);
        }
    }

    /** The report in a record. */
    static Report of(ConsumerRecord<byte[], byte[]> record) {
        return parse(new String(record.value(), UTF_8));
    }

    /** Asserts that these are exactly the expected results, all final. */
    static void assertEqual(Map<WindowKey, Report> reports, Map<WindowKey, Numbers> expected) {
        assertThat(reports.keySet()).isEqualTo(expected.keySet());
        reports.forEach((key, report) -> {
            Numbers wanted = expected.get(key);
            assertThat(report.isFinal()).as("%s is final", key).isTrue();
            assertThat(report.numbers().records()).as("records of %s", key).isEqualTo(wanted.records());
            assertClose(report.numbers().weightCount(), wanted.weightCount(), "weight count of", key);
            assertClose(report.numbers().weightedSum(), wanted.weightedSum(), "weighted sum of", key);
            assertClose(report.numbers().result(), wanted.result(), "result of", key);
        });
    }

    private static Report parse(String value) {
        try {
            JsonNode json = JSON.readTree(value);
            JsonNode window = json.path("window");
            JsonNode metric = json.path("binary_crossentropy");
            return new Report(
                    new WindowKey(
                            json.path("model").asText(),
                            json.path("version").asText(),
                            window.path("spec").asText(),
                            window.path("start").asLong(),
                            window.path("end").asLong()),
                    json.path("final").asBoolean(),
                    new Numbers(
                            json.path("counts").path("records").asLong(),
                            metric.path("result").asDouble(),
                            metric.path("weighted_sum").asDouble(),
                            metric.path("weight_count").asDouble()));
        } catch (IOException e) {
            throw new UncheckedIOException("Not a report: " + value, e);
        }
    }

    private static void assertClose(double actual, double expected, String what, WindowKey key) {
        assertThat(actual).as("%s %s", what, key).isCloseTo(expected, within(Math.abs(expected) * RELATIVE_TOLERANCE));
    }
}
