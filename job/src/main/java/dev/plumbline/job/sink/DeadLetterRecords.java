package dev.plumbline.job.sink;

import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.deadletter.DeadLetterEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema;
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
 * Dead letters as Kafka records: key and value untouched, the reason in headers. As with reports, the record's timestamp is the
 * time of writing; the source's stands in a header.
 */
final class DeadLetterRecords implements KafkaRecordSerializationSchema<DeadLetter>, KafkaDatasetFacetProvider {

    private final String topic;

    private transient DeadLetterEncoder encoder;

    DeadLetterRecords(String topic) {
        this.topic = topic;
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
        encoder = new DeadLetterEncoder();
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            DeadLetter letter, KafkaSinkContext context, @Nullable Long timestamp) {
        List<Header> headers = new ArrayList<>();
        for (dev.plumbline.serde.deadletter.Header header : encoder.headers(letter)) {
            headers.add(new RecordHeader(header.name(), header.value()));
        }
        return new ProducerRecord<>(topic, null, null, letter.key(), letter.value(), headers);
    }

    /** The topic, by which the sink finds the open transactions of its pool after a restart. */
    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
    }
}
