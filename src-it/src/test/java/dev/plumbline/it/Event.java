package dev.plumbline.it;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One prediction with its label, as a test knows it before it becomes bytes.
 *
 * @param time epoch milliseconds
 */
record Event(String model, String version, long time, double yTrue, double yPred, double weight) {

    /** An arbitrary full ten minutes, hour and day: windows of all these sizes begin here. */
    static final long MIDNIGHT = 1_763_683_200_000L;

    /**
     * Predictions of two models in two versions, evenly over a span of time, in the order of their time give or take a second.
     *
     * @param count how many
     * @param span over how many milliseconds after midnight
     * @param seed the same seed gives the same events
     */
    static List<Event> random(int count, long span, long seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long time = Math.min(span - 1, (long) i * span / count + random.nextInt(1_000));
            double probability = random.nextDouble();
            double label = random.nextDouble() < probability ? 1 : 0;
            String model = random.nextBoolean() ? "ctr" : "churn";
            String version = random.nextBoolean() ? "1" : "2";
            events.add(new Event(model, version, MIDNIGHT + time, label, probability, 0.25 * (1 + random.nextInt(8))));
        }
        return events;
    }

    /** The default layout of a record. */
    String json() {
        return """
                {"model":"%s","version":"%s","time":%d,"y_pred":%s,"y_true":%s,"sample_weight":%s}\
                """.formatted(model, version, time, yPred, yTrue, weight);
    }

    /** A record of any layout, with the event's time as the record's own. */
    static ProducerRecord<byte[], byte[]> record(String topic, int partition, long time, String value) {
        return new ProducerRecord<>(topic, partition, time, null, value.getBytes(StandardCharsets.UTF_8));
    }
}
