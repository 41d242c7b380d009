package dev.plumbline.bench.contender;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** How everybody's Kafka consumer is set, so that nobody wins by a larger buffer. */
final class ConsumerSettings {
    private ConsumerSettings() {}

    /** Names and values of consumer properties, in the order of the names. */
    static Map<String, String> all() {
        return new TreeMap<>(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                // Several partitions' worth per request, so that fetching overlaps with work.
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "52428800",
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "4194304",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000",
                ConsumerConfig.RECEIVE_BUFFER_CONFIG, "1048576"));
    }
}
