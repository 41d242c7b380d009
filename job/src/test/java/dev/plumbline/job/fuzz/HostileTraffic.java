package dev.plumbline.job.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plumbline.job.memory.GeneratedLog;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Traffic in which six of ten records are ordinary predictions, out of order and some of them late, two are predictions of models
 * that nobody has heard of before, and two are spoilt, in every way in turn. Each record follows from its place and the seed alone.
 *
 * @param seed decides on everything
 */
record HostileTraffic(long seed) implements GeneratedLog.Records {

    /** The limits that the job must be given for {@link Hostility} to be refused. */
    static final int RECORD_BYTES = 60_000;

    static final int ELEMENTS = 1_000;

    static final long START = 1_790_000_000_000L;
    private static final int MODELS = 4;

    private static final Hostility[] HOSTILITIES = Hostility.values();
    private static final int DECORATIONS = 5;

    /**
     * A record as it was meant.
     *
     * @param event the event, or what is left of it
     * @param hostility how it is spoilt; nothing if it is valid
     */
    record Meant(Event event, Optional<Hostility> hostility) {}

    Meant meant(int partition, int offset) {
        return meant(offset, random(partition, offset));
    }

    private static Meant meant(int offset, Random random) {
        int kind = random.nextInt(10);
        boolean stranger = kind == 6 || kind == 7 || (kind > 7 && random.nextInt(4) == 0);
        long time = START + offset * 20L + random.nextInt(1_500);
        if (random.nextInt(20) == 0) {
            time -= random.nextInt(40_000);
        }
        Event event = new Event(
                stranger ? "m" + Long.toHexString(random.nextLong()) : "model-" + random.nextInt(MODELS),
                Integer.toString(random.nextInt(2)),
                random.nextInt(10) == 0 ? null : "c" + random.nextInt(3),
                random.nextInt(3) == 0 ? null : "tv",
                time,
                random.nextInt(2),
                random.nextDouble(),
                random.nextInt(4) / 2.0);
        return new Meant(
                event, kind > 7 ? Optional.of(HOSTILITIES[random.nextInt(HOSTILITIES.length)]) : Optional.empty());
    }

    @Override
    public ConsumerRecord<byte[], byte[]> at(int partition, int offset) {
        Random random = random(partition, offset);
        Meant meant = meant(offset, random);
        byte[] value = meant.hostility().isPresent()
                ? meant.hostility().get().value(meant.event(), random)
                : decorated(meant.event().json(), random);
        return new ConsumerRecord<>(
                "hostile",
                partition,
                offset,
                START + offset * 20L + 60_000,
                TimestampType.CREATE_TIME,
                4,
                value == null ? 0 : value.length,
                key(partition, offset),
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    static byte @Nullable [] key(int partition, int offset) {
        return offset % 7 == 0 ? null : (partition + "-" + offset).getBytes(UTF_8);
    }

    /** A valid record in a shape that is odd, but allowed. */
    private static byte[] decorated(String json, Random random) {
        String rest = json.substring(1);
        return switch (random.nextInt(4 * DECORATIONS)) {
            case 0 -> ("\ufeff" + json).getBytes(UTF_8);
            case 1 -> ("{\"junk\":" + "[".repeat(50) + "]".repeat(50) + "," + rest).getBytes(UTF_8);
            case 2 -> ("{\"junk\":\"" + "\\ud800\\u0000\u00e9".repeat(300) + "\",\"junk\":NaN," + rest).getBytes(UTF_8);
            case 3 -> (" \r\n" + json.replace("\"model\"", "\"mod\\u0065l\"") + "\t").getBytes(UTF_8);
            case 4 -> ("{\"" + Long.toHexString(random.nextLong()) + "\":1," + rest).getBytes(UTF_8);
            default -> json.getBytes(UTF_8);
        };
    }

    private Random random(int partition, int offset) {
        // Neighbouring seeds of java.util.Random give neighbouring first numbers; a product with a large odd number
        // does not.
        return new Random((seed + partition * 1_000_003L + offset) * 0x9E3779B97F4A7C15L);
    }
}
