package dev.plumbline.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The same records give the same bytes and the same late records, whatever runs them: parallelism, buffer size, and which
 * partition carries which part of the log.
 */
@ExtendWith(Deployment.Resolver.class)
class SameBytesIT {

    private static final int PARTITIONS = 8;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long OUT_OF_ORDERNESS = 2_000;
    private static final long ALLOWED_LATENESS = 5_000;

    private static final String CONFIG = """
            job: same
            source:
              kafka:
                bootstrap_servers: %s
                topics: same.predictions
                stop: latest
            windows:
              - tumbling: 1m
              - sliding: {size: 4m, slide: 30s}
            time:
              out_of_orderness: 2s
              allowed_lateness: 5s
            reports:
              kafka: {topic: same.reports}
            dead_letters:
              kafka: {topic: same.dead-letters}
            engine:
              checkpoint_interval: 500ms
              watermark_interval: 10ms
            """;

    @Test
    void parallelismBuffersAndPartitionsChangeNeitherReportsNorVerdicts(Deployment deployment) throws IOException {
        Topics topics = deployment.topics();
        List<List<Event>> log = log(new Random(20_261_121));
        List<Integer> shuffled = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            shuffled.add((partition * 3 + 5) % PARTITIONS);
        }
        write(topics, "same.predictions", log, identity());
        write(topics, "same.shuffled", log, shuffled);

        Outcome one = run(deployment, "one", 1, "engine.pane_buffer=65536");
        Outcome two = run(deployment, "two", 2, "engine.pane_buffer=1");
        Outcome four = run(deployment, "four", 4, "engine.pane_buffer=37", "source.kafka.topics=[same.shuffled]");

        assertThat(one.late()).containsExactlyInAnyOrderElementsOf(late(log));
        assertThat(one.late()).hasSizeGreaterThan(100);
        assertThat(one.reports()).hasSizeGreaterThan(50);
        assertThat(two).isEqualTo(one);
        assertThat(four).isEqualTo(one);
    }

    /** The newest report of each key, the values of the late records, sorted, and the newest balance of each account. */
    private record Outcome(Map<String, String> reports, List<String> late, Map<String, Ledger> ledger) {}

    private static Outcome run(Deployment deployment, String name, int parallelism, String... overrides)
            throws IOException {
        Topics topics = deployment.topics();
        topics.create("same.reports-" + name, 2);
        topics.create("same.dead-letters-" + name, 1);
        topics.create("same-" + name + ".ledger", 1);
        List<String> all = new ArrayList<>(List.of(
                "job=same-" + name,
                "reports.kafka.topic=same.reports-" + name,
                "dead_letters.kafka.topic=same.dead-letters-" + name));
        Collections.addAll(all, overrides);
        deployment.runToTheEnd(
                CONFIG.formatted(deployment.bootstrapServers()), parallelism, all.toArray(String[]::new));
        List<String> late = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> letter : topics.drain("same.dead-letters-" + name)) {
            assertThat(new String(
                            letter.headers().lastHeader("plumbline.reason").value(), UTF_8))
                    .isEqualTo("late");
            late.add(new String(letter.value(), UTF_8));
        }
        Collections.sort(late);
        return new Outcome(
                new TreeMap<>(Report.compacted(topics.drain("same.reports-" + name))),
                late,
                Ledger.newest(topics.drain("same-" + name + ".ledger")));
    }

    /** What the rule calls late, by code of its own; docs/ARCHITECTURE.md states it. */
    private static List<String> late(List<List<Event>> log) {
        long pane = MINUTE / 2;
        List<String> late = new ArrayList<>();
        for (List<Event> partition : log) {
            long largest = Long.MIN_VALUE;
            for (Event event : partition) {
                largest = Math.max(largest, event.time());
                long paneEnd = event.time() - event.time() % pane + pane;
                if (paneEnd + ALLOWED_LATENESS <= largest - OUT_OF_ORDERNESS) {
                    late.add(event.json());
                }
            }
        }
        return late;
    }

    /** Each partition has its own events and pace; one in twenty is up to two minutes old. */
    private static List<List<Event>> log(Random random) {
        List<List<Event>> log = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<Event> events = new ArrayList<>();
            for (Event event : Event.random(2_500, (10 + partition) * MINUTE, random.nextLong())) {
                long delay = random.nextInt(20) == 0 ? random.nextInt(120_000) : 0;
                events.add(new Event(
                        event.model(),
                        event.version(),
                        event.time() - delay,
                        event.yTrue(),
                        event.yPred(),
                        event.weight()));
            }
            log.add(events);
        }
        return log;
    }

    private static List<Integer> identity() {
        List<Integer> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(partition);
        }
        return partitions;
    }

    private static void write(Topics topics, String topic, List<List<Event>> log, List<Integer> partitions) {
        topics.create(topic, PARTITIONS);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            for (Event event : log.get(i)) {
                records.add(Event.record(topic, partitions.get(i), event.time(), event.json()));
            }
        }
        topics.send(records);
    }
}
