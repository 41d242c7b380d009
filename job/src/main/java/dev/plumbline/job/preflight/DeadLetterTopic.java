package dev.plumbline.job.preflight;

import dev.plumbline.job.config.RecordLimit;
import dev.plumbline.serde.deadletter.DeadLetterRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** Whether the topic for dead letters takes every letter. If it does not, the first one it refuses stops the job for good. */
final class DeadLetterTopic {

    private final String subject;
    private final String path;

    /**
     * Judges one topic.
     *
     * @param subject how sentences about the topic begin
     * @param path the sink's place in the configuration
     */
    DeadLetterTopic(String subject, String path) {
        this.subject = subject;
        this.path = path;
    }

    /**
     * Returns a sentence for each thing that is wrong.
     *
     * @param topic the topic's settings; one that is missing is taken to be right
     * @param limit the largest record in bytes that the producer sends
     */
    List<String> problems(Config topic, int limit) {
        List<String> problems = new ArrayList<>();
        if (limit < DeadLetterRecord.MIN_LIMIT) {
            problems.add(path + ".properties: a producer that sends at most " + limit
                    + " bytes has no room for a dead letter with its headers; set " + RecordLimit.MAX_REQUEST_SIZE
                    + " and buffer.memory to " + DeadLetterRecord.MIN_LIMIT + " or more.");
        }
        String largest = value(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        if (largest != null && Long.parseLong(largest) < Math.max(limit, DeadLetterRecord.MIN_LIMIT)) {
            problems.add(tooSmall(Long.parseLong(largest), Math.max(limit, DeadLetterRecord.MIN_LIMIT)));
        }
        String policy = value(topic, TopicConfig.CLEANUP_POLICY_CONFIG);
        if (policy != null && List.of(policy.split(",")).contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            problems.add(subject + " is compacted (cleanup.policy is " + policy
                    + "): it refuses letters without a key and deletes those whose key comes again; set cleanup.policy=delete"
                    + " with kafka-configs, or name another topic.");
        }
        return problems;
    }

    private String tooSmall(long largest, int limit) {
        String sentence = subject + " takes records of at most " + largest
                + " bytes (max.message.bytes), but dead letters may have " + limit + "; raise it with kafka-configs";
        return largest < DeadLetterRecord.MIN_LIMIT
                ? sentence + "."
                : sentence + ", or set " + path + ".properties." + RecordLimit.MAX_REQUEST_SIZE + " to " + largest
                        + " or less: longer letters are then cut to it.";
    }

    private static @Nullable String value(Config topic, String name) {
        ConfigEntry entry = topic.get(name);
        return entry == null ? null : entry.value();
    }
}
