package dev.plumbline.it;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of a broker, as bytes. */
final class Topics {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;

    Topics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Creates a topic and waits until every partition has a leader that serves it. The metadata names a leader a moment before the
     * broker knows that it is one; an idempotent producer that is refused its first batch in that moment, and granted the second,
     * never gets the first in again.
     */
    void create(String topic, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
            awaitLeaders(admin, topic, partitions);
        } catch (ExecutionException e) {
            throw new AssertionError("The topic " + topic + " could not be created", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Deletes a topic and waits until the broker has forgotten it. */
    void delete(String topic) {
        administer(admin -> admin.deleteTopics(List.of(topic)).all());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Await.until("topic " + topic + " to be gone", () -> !topics(admin).contains(topic));
        }
    }

    /** Gives a topic more partitions and waits until they can be written. */
    void grow(String topic, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
            awaitLeaders(admin, topic, partitions);
        } catch (ExecutionException e) {
            throw new AssertionError("The topic " + topic + " could not grow", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** How many records and transaction markers are in the topic, committed or not. */
    long size(String topic) throws IOException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            TopicDescription description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            long size = 0;
            for (var end : admin.listOffsets(
                            latest(topic, description.partitions().size()))
                    .all()
                    .get()
                    .values()) {
                size += end.offset();
            }
            return size;
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Takes a right on a topic from everyone, all other rights staying, until the result is closed. */
    Denial deny(String topic, AclOperation operation) {
        ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
        List<AclBinding> rules = List.of(
                new AclBinding(
                        resource, new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW)),
                new AclBinding(resource, new AccessControlEntry("User:*", "*", operation, AclPermissionType.DENY)));
        administer(admin -> admin.createAcls(rules).all());
        return () -> administer(admin -> admin.deleteAcls(
                        rules.stream().map(AclBinding::toFilter).toList())
                .all());
    }

    /** A right that was taken away. */
    interface Denial extends AutoCloseable {
        /** Gives the right back. */
        @Override
        void close();
    }

    /** Writes the records, in order within each partition, and returns when the broker has acknowledged every one. */
    void send(List<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "enable.idempotence", true);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(records.size());
            for (ProducerRecord<byte[], byte[]> record : records) {
                acknowledgements.add(producer.send(record));
            }
            producer.flush();
            for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                acknowledgement.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("A record was not acknowledged", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Everything in the topic that is committed now, each partition from its beginning to its end. */
    List<ConsumerRecord<byte[], byte[]>> drain(String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            Await.until("the end of topic " + topic, () -> {
                consumer.poll(POLL).forEach(records::add);
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                return ends.isEmpty();
            });
            return records;
        }
    }

    private void administer(Function<Admin, KafkaFuture<?>> action) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            action.apply(admin).get();
        } catch (ExecutionException e) {
            throw new AssertionError("The broker refused", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void awaitLeaders(Admin admin, String topic, int partitions)
            throws ExecutionException, InterruptedException {
        Await.until("leaders of topic " + topic, () -> hasLeaders(admin, topic, partitions));
        admin.listOffsets(latest(topic, partitions)).all().get();
    }

    private static Map<TopicPartition, OffsetSpec> latest(String topic, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    }

    private static Set<String> topics(Admin admin) throws IOException {
        try {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static boolean hasLeaders(Admin admin, String topic, int partitions) {
        try {
            var description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            return description.partitions().size() == partitions
                    && description.partitions().stream()
                            .allMatch(partition -> partition.leader() != null
                                    && !partition.leader().isEmpty());
        } catch (ExecutionException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while talking to the broker", e);
    }
}
