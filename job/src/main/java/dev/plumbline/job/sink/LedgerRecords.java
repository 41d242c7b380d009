package dev.plumbline.job.sink;

import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.LedgerEncoder;
import dev.plumbline.serde.report.ReportHeaders;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Balances as Kafka records: the key names the account, so that a compacted topic keeps the newest balance of each. The partition
 * follows from the key, so balances of an account stay in order. As with reports, the timestamp is the time of writing.
 */
final class LedgerRecords implements KafkaRecordSerializationSchema<LedgerBalance>, KafkaDatasetFacetProvider {

    private final String topic;

    private transient LedgerEncoder encoder;

    LedgerRecords(String topic) {
        this.topic = topic;
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
        encoder = new LedgerEncoder();
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            LedgerBalance balance, KafkaSinkContext context, @Nullable Long timestamp) {
        return new ProducerRecord<>(
                topic,
                null,
                null,
                encoder.key(balance),
                encoder.value(balance),
                List.of(
                        new RecordHeader(ReportHeaders.FORMAT, ReportHeaders.ledgerFormat()),
                        new RecordHeader(ReportHeaders.FORMAT_VERSION, ReportHeaders.ledgerFormatVersion())));
    }

    /** The topic, by which the sink finds the open transactions of its pool after a restart. */
    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
    }
}
