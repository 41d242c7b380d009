package dev.plumbline.job.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plumbline.job.memory.GeneratedLog;
import dev.plumbline.job.oracle.Logs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Logs of predictions and labels, in whose middle the committed savepoints with labels stand. They never change, because what comes
 * after a savepoint must go on where that stopped; so they share nothing with traffic that other tests may want to have otherwise.
 *
 * <p>Two predictions a second, and a label for most of them, from early to one and a half horizons late, some twice, some with another
 * value, some for nothing. Some records are late, some broken.
 */
final class FrozenLabelLogs {

    static final long HORIZON = 24_000;
    static final long EARLY = 8_000;
    static final long OUT_OF_ORDERNESS = 2_000;

    private static final long SEED = 20_261_126;
    private static final int IDS = 260;
    private static final long START = 1_790_000_000_000L;
    private static final Map<String, Integer> PARTITIONS = Map.of(Logs.PREDICTIONS, 3, Logs.LABELS, 2);

    private static final FrozenLabelLogs LOGS = new FrozenLabelLogs();

    private final Random random = new Random(SEED);
    private final List<Arrived> arrived = new ArrayList<>();
    private final Map<String, List<List<Arrived>>> partitions;

    /**
     * A record.
     *
     * @param id of its event; negative for a broken record
     * @param time of its event
     * @param at when it came
     */
    // Read, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Arrived(String topic, int id, long time, long at, byte[] value) {}

    private FrozenLabelLogs() {
        for (int id = 0; id < IDS; id++) {
            add(id);
        }
        arrived.sort(Comparator.comparingLong(Arrived::at));
        partitions = Map.of(Logs.PREDICTIONS, deal(Logs.PREDICTIONS), Logs.LABELS, deal(Logs.LABELS));
    }

    /** How many records the first halves of all partitions hold. */
    static long half() {
        return Logs.TOPICS.stream()
                .flatMap(topic -> firstHalves(topic).stream())
                .mapToLong(List::size)
                .sum();
    }

    /** The first half of each partition. */
    static List<List<Arrived>> firstHalves(String topic) {
        return LOGS.partitions.get(topic).stream()
                .map(partition -> partition.subList(0, partition.size() / 2))
                .toList();
    }

    static int[] sizes(String topic) {
        return LOGS.partitions.get(topic).stream().mapToInt(List::size).toArray();
    }

    static GeneratedLog.Records records(String topic) {
        return (partition, offset) -> record(topic, partition, offset);
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, int partition, int offset) {
        Arrived record = LOGS.partitions.get(topic).get(partition).get(offset);
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                record.at(),
                TimestampType.CREATE_TIME,
                0,
                record.value().length,
                null,
                record.value(),
                new RecordHeaders(),
                Optional.empty());
    }

    private void add(int id) {
        long time = START + id * 500L;
        int truth = random.nextInt(2);
        predict(id, time);
        if (chance(4)) {
            predict(id, time + random.nextInt((int) HORIZON));
        }
        if (chance(90)) {
            long labelled = time - EARLY + random.nextInt((int) (EARLY + HORIZON * 3 / 2));
            label(id, labelled, truth);
            if (chance(5)) {
                label(id, labelled + random.nextInt(5_000), truth);
            }
            if (chance(5)) {
                label(id, labelled + random.nextInt(5_000), 1 - truth);
            }
        }
        if (chance(3)) {
            label(IDS + id, time, truth);
        }
        if (chance(2)) {
            arrived.add(new Arrived(Logs.PREDICTIONS, -1, time, time, "{\"model\":\"model-0\"".getBytes(UTF_8)));
        }
    }

    private void predict(int id, long time) {
        // Digits of its own making: how Java writes a double has changed before.
        send(
                Logs.PREDICTIONS,
                time,
                "\"y_pred\":0.%03d,\"slices\":{\"country\":\"c%d\"}",
                id,
                random.nextInt(1_000),
                id % 3);
    }

    private void label(int id, long time, int truth) {
        send(Logs.LABELS, time, "\"y_true\":%d", id, truth);
    }

    private void send(String topic, long time, String rest, int id, Object... values) {
        long delay = chance(3) ? 15_000 + random.nextInt(15_000) : random.nextInt((int) OUT_OF_ORDERNESS);
        String json = "{\"model\":\"model-%d\",\"id\":\"id-%d\",\"time\":%d,".formatted(id % 2, id, time)
                + String.format(Locale.ROOT, rest, values) + "}";
        arrived.add(new Arrived(topic, id, time, time + delay, json.getBytes(UTF_8)));
    }

    private List<List<Arrived>> deal(String topic) {
        List<List<Arrived>> dealt = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS.get(topic); partition++) {
            dealt.add(new ArrayList<>());
        }
        for (Arrived record : arrived) {
            if (record.topic().equals(topic)) {
                dealt.get(random.nextInt(dealt.size())).add(record);
            }
        }
        return dealt;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
