package dev.plumbline.job.config;

import java.time.Duration;

/** Where reports, dead letters or the ledger go. Printing a sink shows no values; {@link JobConfig#describe()} shows what may be seen. */
public sealed interface SinkConfig {

    /**
     * A Kafka topic.
     *
     * @param bootstrapServers {@code host:port}, several separated by commas
     * @param topic the topic to write to
     * @param delivery what a reader may rely on
     * @param transactionTimeout after which the broker aborts an open transaction; only used for exactly-once delivery, and
     *     then longer than the checkpoint interval and timeout together
     * @param properties for the producer; none that another option sets
     */
    record Kafka(
            String bootstrapServers,
            String topic,
            Delivery delivery,
            Duration transactionTimeout,
            ClientProperties properties)
            implements SinkConfig {
        @Override
        public String toString() {
            return "SinkConfig.Kafka[...]";
        }
    }

    /**
     * JSON Lines files.
     *
     * @param path the folder to write to
     */
    record Files(String path) implements SinkConfig {
        @Override
        public String toString() {
            return "SinkConfig.Files[...]";
        }
    }

    /** Standard output. */
    record Console() implements SinkConfig {}
}
