package dev.plumbline.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever comes in, the job goes on, counts the rest, and keeps each refused record whole with its reason. */
@ExtendWith(Deployment.Resolver.class)
class BrokenRecordsIT {

    private static final int PARTITIONS = 2;
    private static final int GOOD = 13_000;
    private static final int OF_EACH_KIND = 10;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long END = Event.MIDNIGHT + 10 * MINUTE;

    private static final String CONFIG = """
            job: broken
            source:
              kafka:
                bootstrap_servers: %s
                topics: broken.predictions
                stop: latest
            metric:
              dtype: float64
            limits:
              record_bytes: 2000
            time:
              out_of_orderness: 5s
              allowed_lateness: 1m
            reports:
              kafka: {topic: broken.reports}
            dead_letters:
              kafka: {topic: broken.dead-letters}
            engine:
              checkpoint_interval: 1s
            """;

    /** One record for each reason of the decoder, and those that come too late. */
    private static final Map<String, @Nullable String> BROKEN = new TreeMap<>();

    static {
        BROKEN.put("no_value", null);
        BROKEN.put("not_json", "{\"model\":\"ctr\",\"y_pred\":0.");
        BROKEN.put("too_large", prediction("\"y_pred\":0.5,\"y_true\":1,\"note\":\"" + "x".repeat(2_000) + "\""));
        BROKEN.put("missing_field", prediction("\"y_true\":1"));
        BROKEN.put("wrong_type", prediction("\"y_pred\":\"0.5\",\"y_true\":1"));
        BROKEN.put("duplicate_field", prediction("\"y_pred\":0.5,\"y_true\":1,\"y_pred\":0.6"));
        BROKEN.put("prediction_not_finite", prediction("\"y_pred\":1e999,\"y_true\":1"));
        BROKEN.put("prediction_out_of_range", prediction("\"y_pred\":1.5,\"y_true\":1"));
        BROKEN.put("label_out_of_range", prediction("\"y_pred\":0.5,\"y_true\":2"));
        BROKEN.put("weight_invalid", prediction("\"y_pred\":0.5,\"y_true\":1,\"sample_weight\":-1"));
        BROKEN.put("shape_mismatch", prediction("\"y_pred\":[0.5,0.5],\"y_true\":[1]"));
        BROKEN.put("time_out_of_range", "{\"model\":\"ctr\",\"time\":4102444800000,\"y_pred\":0.5,\"y_true\":1}");
        BROKEN.put("late", "{\"model\":\"ctr\",\"time\":" + Event.MIDNIGHT + ",\"y_pred\":0.5,\"y_true\":1}");
    }

    private static final List<String> REASONS = List.copyOf(BROKEN.keySet());

    @Test
    void everyRefusedRecordIsKeptUntouchedWithItsReasonAndNothingRestarts(Deployment deployment) throws IOException {
        Topics topics = deployment.topics();
        topics.create("broken.predictions", PARTITIONS);
        topics.create("broken.reports", 1);
        topics.create("broken.dead-letters", 1);
        topics.create("broken.ledger", 1);
        List<Event> good = Event.random(GOOD, 10 * MINUTE, 13);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < GOOD; i++) {
            Event event = good.get(i);
            records.add(Event.record("broken.predictions", i % PARTITIONS, event.time(), event.json()));
            // In the second half, where midnight is past for both partitions, one in fifty: one percent of all.
            if (i >= GOOD / 2 && i % 50 == 0) {
                records.add(broken(i / 50));
            }
        }
        topics.send(records);

        deployment.runToTheEnd(CONFIG.formatted(deployment.bootstrapServers()), 2);

        Report.assertEqual(
                Report.newest(topics.drain("broken.reports")),
                Reference.of(good, List.of(Reference.tumbling("tumbling 1m", MINUTE))));
        List<ConsumerRecord<byte[], byte[]>> sent = topics.drain("broken.predictions").stream()
                .filter(record -> record.key() != null)
                .toList();
        List<ConsumerRecord<byte[], byte[]>> dead = topics.drain("broken.dead-letters");
        assertThat(dead)
                .hasSize(BROKEN.size() * OF_EACH_KIND)
                .extracting(BrokenRecordsIT::described)
                .containsExactlyInAnyOrderElementsOf(
                        sent.stream().map(BrokenRecordsIT::described).toList());
        assertThat(dead).allSatisfy(letter -> {
            assertThat(header(letter.headers(), "plumbline.reason")).isEqualTo(header(letter.headers(), "expected"));
            assertThat(header(letter.headers(), "plumbline.message")).isNotBlank();
        });
        assertThat(positions(dead)).containsExactlyInAnyOrderElementsOf(positionsOf(sent));

        Map<String, Ledger> ledgers = Ledger.newest(topics.drain("broken.ledger"));
        assertThat(Ledger.total(ledgers, Ledger::in)).isEqualTo(GOOD + dead.size());
        assertThat(Ledger.total(ledgers, Ledger::counted)).isEqualTo(GOOD);
        assertThat(Ledger.reasons(ledgers))
                .isEqualTo(BROKEN.keySet().stream()
                        .collect(Collectors.toMap(reason -> reason, reason -> (long) OF_EACH_KIND)));
        // Without a value, or cut short, a record names no model; of all others it could be read.
        assertThat(ledgers.get("(unattributed)").reasons().keySet())
                .containsExactlyInAnyOrder("no_value", "not_json", "too_large");
    }

    /** A record that is refused for the reason that its own header names. */
    private static ProducerRecord<byte[], byte[]> broken(int number) {
        String reason = REASONS.get(number % REASONS.size());
        String value = BROKEN.get(reason);
        return new ProducerRecord<>(
                "broken.predictions",
                number % PARTITIONS,
                END,
                ("key-" + number).getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8),
                List.of(new RecordHeader("expected", reason.getBytes(UTF_8)), new RecordHeader("empty", null)));
    }

    /** What must arrive as it was sent: key, value, and the sender's headers. */
    private static String described(ConsumerRecord<byte[], byte[]> record) {
        Header empty = record.headers().lastHeader("empty");
        return text(record.key()) + " " + text(record.value()) + " " + header(record.headers(), "expected") + " "
                + (empty == null ? "no header" : text(empty.value()));
    }

    private static List<String> positions(List<ConsumerRecord<byte[], byte[]>> letters) {
        return letters.stream()
                .map(ConsumerRecord::headers)
                .map(headers -> header(headers, "__connect.errors.topic") + " "
                        + header(headers, "__connect.errors.partition") + " "
                        + header(headers, "__connect.errors.offset"))
                .toList();
    }

    private static List<String> positionsOf(List<ConsumerRecord<byte[], byte[]>> sent) {
        return sent.stream()
                .map(record -> record.topic() + " " + record.partition() + " " + record.offset())
                .toList();
    }

    private static @Nullable String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    private static String prediction(String fields) {
        return "{\"model\":\"ctr\",\"version\":\"1\",\"time\":" + (END - 1) + "," + fields + "}";
    }
}
