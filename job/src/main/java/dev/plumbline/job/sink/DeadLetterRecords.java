package dev.plumbline.job.sink;

import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.deadletter.DeadLetterRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters as Kafka records: key and value untouched, unless they are too large to be sent, and the reason in headers. As
 * with reports, the record's timestamp is the time of writing; the source's stands in a header.
 */
final class DeadLetterRecords implements KafkaRecordSerializationSchema<DeadLetter>, KafkaDatasetFacetProvider {

    private final String topic;
    private final int limit;

    /**
     * Writes to a topic.
     *
     * @param topic its name
     * @param limit the largest record in bytes that the producer sends and the topic takes
     */
    DeadLetterRecords(String topic, int limit) {
        this.topic = topic;
        this.limit = limit;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            DeadLetter letter, KafkaSinkContext context, @Nullable Long timestamp) {
        DeadLetterRecord record = DeadLetterRecord.of(letter, limit);
        List<Header> headers = new ArrayList<>();
        for (dev.plumbline.serde.deadletter.Header header : record.headers()) {
            headers.add(new RecordHeader(header.name(), header.value()));
        }
        return new ProducerRecord<>(topic, null, null, record.key(), record.value(), headers);
    }

    /** The topic, by which the sink finds the open transactions of its pool after a restart. */
    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
    }
}
