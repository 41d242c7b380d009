package dev.plumbline.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.it.Reference.Numbers;
import dev.plumbline.it.Reference.WindowKey;
import dev.plumbline.it.Reference.Windows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What a source topic demands of the job, worked out apart from it: the final reports of all windows that are closed, and which
 * records must be dead letters. The topic is asked and not the producer, which does not know about a record that it gave up.
 *
 * @param reports the numbers of every window but those of {@link Load#CLOSING}
 * @param deadLetters how often each dead letter must be there, once as a rule; by place and reason
 * @param counted the records in the reports, partition by partition
 * @param records how many records there are, those of {@link Load#CLOSING} included
 */
record Truth(Map<WindowKey, Numbers> reports, Map<Letter, Integer> deadLetters, List<Event> counted, int records) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A record that must not be counted. */
    record Letter(String topic, int partition, long offset, String reason) {}

    /** The settings of the job that decide; all in milliseconds. */
    record Rules(List<Windows> windows, long pane, long outOfOrderness, long allowedLateness) {}

    /** What the records demand, those of a partition being in their order. */
    static Truth of(List<ConsumerRecord<byte[], byte[]>> records, Rules rules) {
        Map<Integer, Long> largest = new HashMap<>();
        Map<Letter, Integer> letters = new HashMap<>();
        List<Event> counted = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String reason = reason(record, rules, largest);
            if (reason == null) {
                Event event = parse(record);
                if (!event.model().equals(Load.CLOSING)) {
                    counted.add(event);
                }
            } else {
                letters.merge(new Letter(record.topic(), record.partition(), record.offset(), reason), 1, Integer::sum);
            }
        }
        return new Truth(Reference.of(counted, rules.windows()), letters, counted, records.size());
    }

    /** Late is what docs/ARCHITECTURE.md calls so: the pane was closed by the clock of the record's own partition. */
    private static @Nullable String reason(
            ConsumerRecord<byte[], byte[]> record, Rules rules, Map<Integer, Long> largest) {
        Header expected = record.headers().lastHeader(Load.EXPECTED);
        if (expected != null) {
            return new String(expected.value(), UTF_8);
        }
        long time = parse(record).time();
        long clock = largest.merge(record.partition(), time, Math::max) - rules.outOfOrderness();
        long paneEnd = time - time % rules.pane() + rules.pane();
        return paneEnd + rules.allowedLateness() <= clock ? "late" : null;
    }

    private static Event parse(ConsumerRecord<byte[], byte[]> record) {
        try {
            JsonNode json = JSON.readTree(record.value());
            return new Event(
                    json.path("model").asText(),
                    json.path("version").asText(),
                    json.path("time").asLong(),
                    json.path("y_true").asDouble(),
                    json.path("y_pred").asDouble(),
                    json.path("sample_weight").asDouble());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many records must not be counted, by reason. */
    Map<String, Long> reasons() {
        Map<String, Long> reasons = new TreeMap<>();
        deadLetters.forEach((letter, times) -> reasons.merge(letter.reason(), (long) times, Long::sum));
        return reasons;
    }

    /** How many records must be counted, by model. */
    Map<String, Long> models() {
        return counted.stream().collect(Collectors.groupingBy(Event::model, TreeMap::new, Collectors.counting()));
    }
}
