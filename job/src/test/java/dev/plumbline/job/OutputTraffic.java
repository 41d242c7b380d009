package dev.plumbline.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plumbline.job.memory.GeneratedLog;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Predictions of a model with three outputs: lists and batches, with and without weights, some of them without a country. Each
 * record follows from its place and the seed alone.
 *
 * @param seed decides on everything
 */
record OutputTraffic(long seed) implements GeneratedLog.Records {

    static final List<String> OUTPUTS = List.of("click", "buy", "share");

    private static final long START = 1_790_000_000_000L;
    private static final int MOST_ROWS = 3;

    /**
     * A prediction.
     *
     * @param rows how many there are; one is sent as a list, with one weight, more as a batch, with a weight each
     * @param yTrue the labels, output by output within row by row
     * @param yPred the predictions, likewise
     * @param weights one for each row; null if the record has none
     */
    record Event(
            @Nullable String country,
            long time,
            int rows,
            List<Double> yTrue,
            List<Double> yPred,
            @Nullable List<Double> weights) {}

    Event event(int partition, int offset) {
        // Neighbouring seeds of java.util.Random give neighbouring first numbers; a product with a large odd number
        // does not.
        Random random = new Random((seed + partition * 1_000_003L + offset) * 0x9E3779B97F4A7C15L);
        int rows = 1 + random.nextInt(MOST_ROWS);
        int elements = rows * OUTPUTS.size();
        return new Event(
                random.nextInt(8) == 0 ? null : "c" + random.nextInt(3),
                START + offset * 100L + random.nextInt(1_500),
                rows,
                random.ints(elements, 0, 2).asDoubleStream().boxed().toList(),
                random.doubles(elements).boxed().toList(),
                random.nextBoolean() ? null : random.doubles(rows, 0, 5).boxed().toList());
    }

    @Override
    public ConsumerRecord<byte[], byte[]> at(int partition, int offset) {
        byte[] value = json(event(partition, offset)).getBytes(UTF_8);
        return new ConsumerRecord<>(
                "outputs",
                partition,
                offset,
                START + offset * 100L,
                TimestampType.CREATE_TIME,
                0,
                value.length,
                null,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private static String json(Event event) {
        List<Double> weights = event.weights();
        String weight = weights == null ? "" : ",\"sample_weight\":" + (event.rows() == 1 ? weights.get(0) : weights);
        return "{\"model\":\"ctr\",\"time\":" + event.time() + ",\"y_true\":" + rows(event.yTrue(), event.rows())
                + ",\"y_pred\":" + rows(event.yPred(), event.rows()) + weight
                + (event.country() == null ? "" : ",\"slices\":{\"country\":\"" + event.country() + "\"}") + "}";
    }

    private static String rows(List<Double> values, int rows) {
        int outputs = OUTPUTS.size();
        return IntStream.range(0, rows)
                .mapToObj(row ->
                        values.subList(row * outputs, (row + 1) * outputs).toString())
                .collect(Collectors.joining(",", rows == 1 ? "" : "[", rows == 1 ? "" : "]"));
    }
}
