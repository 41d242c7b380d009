package dev.plumbline.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A topic into which somebody pours model names that never repeat, and bytes that were never meant to be predictions. TaskManagers
 * with 256 MB of heap go on without a restart, the ordinary models keep their numbers, and every record is accounted for.
 */
@ExtendWith(Deployment.Resolver.class)
class HostileInputIT {

    private static final int PARTITIONS = 2;
    private static final int GOOD = 10_000;
    private static final int NAMES_PER_GOOD = 10;
    private static final int GOOD_PER_HOSTILE = 10;
    private static final int SERIES = 4_000;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private static final String CONFIG = """
            job: hostile
            source:
              kafka:
                bootstrap_servers: %s
                topics: hostile.predictions
                stop: latest
            metric:
              dtype: float64
            limits:
              series: %d
            reports:
              kafka: {topic: hostile.reports}
            dead_letters:
              kafka: {topic: hostile.dead-letters}
            ledger:
              kafka: {topic: hostile.ledger}
            engine:
              checkpoint_interval: 1s
            """;

    private static final List<byte[]> HOSTILE = List.of(
            new byte[] {0, 1, 2, (byte) 0xff},
            "{\"model\":\"ctr\",\"y_pred\":0.".getBytes(UTF_8),
            ("{\"y_pred\":" + "[".repeat(50_000)).getBytes(UTF_8),
            prediction("1").getBytes(UTF_16),
            prediction("1").replace("ctr", "caf\u00e9").getBytes(ISO_8859_1),
            prediction("1" + "0".repeat(100_000)).getBytes(UTF_8),
            prediction("1e999999999").getBytes(UTF_8),
            prediction("[" + "0.5,".repeat(70_000) + "1]").getBytes(UTF_8),
            prediction("1,\"y_pred\":1").getBytes(UTF_8),
            prediction("1").replace("ctr", "x".repeat(100_000)).getBytes(UTF_8),
            prediction("1").replace("ctr", "\\ud800").getBytes(UTF_8),
            "{\"n\":1}".getBytes(UTF_8));

    @Test
    void namesThatNeverRepeatAndBytesThatNobodyMeantStopNothing(Deployment deployment) throws IOException {
        Topics topics = deployment.topics();
        topics.create("hostile.predictions", PARTITIONS);
        for (String topic : List.of("hostile.reports", "hostile.dead-letters", "hostile.ledger")) {
            topics.create(topic, 1);
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<Event> counted = new ArrayList<>();
        Set<String> refused = fill(records, counted);
        topics.send(records);

        deployment.runToTheEnd(CONFIG.formatted(deployment.bootstrapServers(), SERIES), 2);

        Report.assertEqual(
                Report.newest(topics.drain("hostile.reports")),
                Reference.of(counted, List.of(Reference.tumbling("tumbling 1m", MINUTE))));
        Map<String, byte[]> sent = new HashMap<>();
        records.forEach(record -> sent.put(new String(record.key(), UTF_8), record.value()));
        Set<String> found = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> letter : topics.drain("hostile.dead-letters")) {
            String key = new String(letter.key(), UTF_8);
            assertThat(found.add(key)).as("%s is found once", key).isTrue();
            assertThat(letter.value()).as("value of %s", key).isEqualTo(sent.get(key));
        }
        assertThat(found).isEqualTo(refused);
        Map<String, Ledger> ledgers = Ledger.newest(topics.drain("hostile.ledger"));
        assertThat(Ledger.total(ledgers, Ledger::in)).isEqualTo(records.size());
        assertThat(Ledger.total(ledgers, Ledger::counted)).isEqualTo(counted.size());
        assertThat(ledgers.get("(overflow)").in())
                .isEqualTo(
                        refused.stream().filter(key -> key.startsWith("name")).count());
        // One account per model that was counted, and two for all others.
        assertThat(ledgers)
                .hasSize(2 + (int) counted.stream().map(Event::model).distinct().count());
    }

    /**
     * Writes the traffic, and by the rule of the limit tells what becomes of it.
     *
     * @param counted receives the events that are within the limit
     * @return the keys of the others
     */
    private static Set<String> fill(List<ProducerRecord<byte[], byte[]>> records, List<Event> counted) {
        List<Set<String>> names = List.of(new HashSet<>(), new HashSet<>());
        Set<String> refused = new HashSet<>();
        List<Event> good = Event.random(GOOD, 10 * MINUTE, 37);
        for (int i = 0; i < GOOD; i++) {
            int partition = i % PARTITIONS;
            for (int j = 0; j <= NAMES_PER_GOOD; j++) {
                Event ordinary = good.get(i);
                Event event = j == 0
                        ? ordinary
                        : new Event("name-" + i + "-" + j, "1", ordinary.time(), 1, ordinary.yPred(), 1);
                String key = j == 0 ? "good-" + i : event.model();
                records.add(record(partition, event.time(), key, event.json().getBytes(UTF_8)));
                if (isWithinTheLimit(event, names.get(partition))) {
                    counted.add(event);
                } else {
                    refused.add(key);
                }
            }
            if (i % GOOD_PER_HOSTILE == 0) {
                String key = "hostile-" + i;
                byte[] value = HOSTILE.get(i / GOOD_PER_HOSTILE % HOSTILE.size());
                records.add(record(partition, good.get(i).time(), key, value));
                refused.add(key);
            }
        }
        return refused;
    }

    private static boolean isWithinTheLimit(Event event, Set<String> names) {
        Set<String> needed = new HashSet<>(Set.of(event.model(), event.model() + " " + event.version()));
        needed.removeAll(names);
        return names.size() + needed.size() <= SERIES && (names.addAll(needed) || needed.isEmpty());
    }

    private static ProducerRecord<byte[], byte[]> record(int partition, long time, String key, byte[] value) {
        return new ProducerRecord<>("hostile.predictions", partition, time, key.getBytes(UTF_8), value);
    }

    private static String prediction(String yPred) {
        return "{\"model\":\"ctr\",\"version\":\"1\",\"time\":" + Event.MIDNIGHT + ",\"y_true\":1,\"y_pred\":" + yPred
                + "}";
    }
}
