package dev.plumbline.job.source;

import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.serde.deadletter.Header;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Decodes each record of Kafka once, inside the source, so that watermarks are known per partition. Every record gives exactly
 * one value, valid or rejected: an exception here would restart the job for ever on the same record.
 *
 * <p>One instance of {@link SourceRecord} is filled again and again; the record is handed on before the next one is read.
 */
public final class RecordDecoder implements KafkaRecordDeserializationSchema<SourceRecord> {

    private final LogContent content;

    private transient LogContent.ValueReader reader;
    private transient SourceRecord record;
    private transient MessageHeaders headers;

    /** Creates the schema for a log of this content. */
    public RecordDecoder(LogContent content) {
        this.content = content;
    }

    /**
     * Creates the schema for predictions.
     *
     * @param fields where each field is found
     * @param options what counts as valid
     */
    public RecordDecoder(FieldMapping fields, DecodeOptions options) {
        this(new LogContent.Predictions(fields, options));
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        reader = content.reader();
        record = content.emptyRecord();
        headers = new MessageHeaders();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<SourceRecord> out) {
        long timestamp =
                message.timestampType() == TimestampType.NO_TIMESTAMP_TYPE ? Long.MIN_VALUE : message.timestamp();
        record.setPosition(message.topic(), message.partition(), message.offset(), timestamp);
        headers.message = message;
        record.setBytes(message.key(), message.value(), headers);
        reader.read(message.value(), timestamp, record);
        out.collect(record);
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
        return FlowTypes.SOURCE_RECORD;
    }

    /** The headers of the message at hand, copied only for those who ask: dead letters. */
    private static final class MessageHeaders implements Supplier<List<Header>> {

        private @Nullable ConsumerRecord<byte[], byte[]> message;

        @Override
        public List<Header> get() {
            List<Header> copies = new ArrayList<>();
            if (message != null) {
                for (org.apache.kafka.common.header.Header header : message.headers()) {
                    copies.add(new Header(header.key(), header.value()));
                }
            }
            return copies;
        }
    }
}
