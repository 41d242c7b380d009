package dev.plumbline.job.sink;

import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.serde.report.ReportHeaders;
import dev.plumbline.serde.report.WindowReportEncoder;
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
 * Reports as Kafka records: the key names the window, so that a compacted topic keeps the newest revision; the revision number
 * travels in a header. The partition follows from the key, so revisions of a window stay in order.
 *
 * <p>The record's timestamp is the time of writing, not the window's: a replay of last month would otherwise write records
 * that the topic's retention deletes at once.
 */
final class ReportRecords implements KafkaRecordSerializationSchema<RevisedReport>, KafkaDatasetFacetProvider {

    private final String topic;

    private transient WindowReportEncoder encoder;

    ReportRecords(String topic) {
        this.topic = topic;
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
        encoder = new WindowReportEncoder();
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            RevisedReport revised, KafkaSinkContext context, @Nullable Long timestamp) {
        return new ProducerRecord<>(
                topic,
                null,
                null,
                encoder.key(revised.report()),
                encoder.value(revised.report()),
                List.of(
                        new RecordHeader(ReportHeaders.FORMAT, ReportHeaders.format()),
                        new RecordHeader(ReportHeaders.FORMAT_VERSION, ReportHeaders.formatVersion()),
                        new RecordHeader(ReportHeaders.REVISION, ReportHeaders.revision(revised.revision()))));
    }

    /** The topic, by which the sink finds the open transactions of its pool after a restart. */
    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
    }
}
