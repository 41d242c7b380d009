package dev.plumbline.job.config;

import java.util.List;

/** Where predictions come from. Printing a source shows no values; {@link JobConfig#describe()} shows what may be seen. */
public sealed interface SourceConfig {

    /** Whether the source comes to an end, so that the job finishes. */
    boolean isBounded();

    /**
     * Kafka topics.
     *
     * @param bootstrapServers {@code host:port}, several separated by commas
     * @param topics at least one, each once
     * @param groupId the consumer group under which offsets are committed, for monitoring
     * @param start where reading begins on the first start
     * @param stop where reading ends
     * @param properties for the consumer; none that another option sets
     */
    record Kafka(
            String bootstrapServers,
            List<String> topics,
            String groupId,
            StartPosition start,
            StopPosition stop,
            ClientProperties properties)
            implements SourceConfig {
        /** Copies the list. */
        public Kafka {
            topics = List.copyOf(topics);
        }

        @Override
        public boolean isBounded() {
            return !(stop instanceof StopPosition.Never);
        }

        @Override
        public String toString() {
            return "SourceConfig.Kafka[...]";
        }
    }

    /**
     * JSON Lines files, read once to their end.
     *
     * @param path a file, or a folder whose files are read
     */
    record Files(String path) implements SourceConfig {
        @Override
        public boolean isBounded() {
            return true;
        }

        @Override
        public String toString() {
            return "SourceConfig.Files[...]";
        }
    }
}
