package dev.plumbline.job.source;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The identity of Kafka topics: the id that a broker gives each topic when it is created. Brokers before 2.8 give none. */
final class TopicIdentity implements LogIdentity<KafkaPartitionSplit> {

    private static final long serialVersionUID = 1L;

    private final Properties properties;
    private final TreeSet<String> configured;

    /**
     * Prepares to ask a cluster.
     *
     * @param properties how to reach it, {@code bootstrap.servers} included
     * @param configured the topics that the job is to read; of others, which older state may know, none needs to be there
     */
    TopicIdentity(Properties properties, Collection<String> configured) {
        this.properties = new Properties();
        this.properties.putAll(properties);
        this.configured = new TreeSet<>(configured);
    }

    @Override
    public Map<String, String> of(List<KafkaPartitionSplit> splits) {
        Map<String, String> topics =
                topics(splits.stream().map(KafkaPartitionSplit::getTopic).collect(Collectors.toSet()));
        Map<String, String> identities = new HashMap<>();
        splits.forEach(split -> identities.put(split.splitId(), topics.getOrDefault(split.getTopic(), UNKNOWN)));
        return identities;
    }

    @Override
    public KafkaPartitionSplit fromItsStart(KafkaPartitionSplit split) {
        return new KafkaPartitionSplit(
                split.getTopicPartition(),
                KafkaPartitionSplit.EARLIEST_OFFSET,
                split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
    }

    private Map<String, String> topics(Set<String> names) {
        Map<String, String> identities = new HashMap<>();
        try (Admin admin = Admin.create(properties)) {
            for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                    admin.describeTopics(names).topicNameValues().entrySet()) {
                identities.put(topic.getKey(), await(topic.getKey(), topic.getValue()));
            }
        }
        return identities;
    }

    private String await(String topic, KafkaFuture<TopicDescription> description) {
        try {
            Uuid id = description.get().topicId();
            return id.equals(Uuid.ZERO_UUID) ? UNKNOWN : id.toString();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                if (!configured.contains(topic)) {
                    return UNKNOWN;
                }
                throw new IllegalStateException(
                        "source.kafka.topics: topic \"" + topic
                                + "\" is gone. The job keeps its state: create the topic"
                                + " again, and the job goes on by itself with the topic's first record; or start it"
                                + " without state and without the topic.",
                        e);
            }
            throw new IllegalStateException(
                    "source.kafka.topics: topic \"" + topic + "\" cannot be described: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking for topic \"" + topic + "\"", e);
        }
    }
}
