package dev.plumbline.job.sink;

import dev.plumbline.job.config.ClientProperties;
import dev.plumbline.job.config.Delivery;
import dev.plumbline.job.config.RecordLimit;
import dev.plumbline.job.config.SinkConfig;
import dev.plumbline.job.config.TransactionalIds;
import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LedgerBalance;
import java.util.Properties;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Builds the sinks that the configuration asks for. */
public final class Sinks {

    private Sinks() {}

    /**
     * Builds the sink of the reports.
     *
     * @param config where they go
     * @param job the job's name, the stem of the transactional ids
     */
    public static Sink<RevisedReport> reports(SinkConfig config, String job) {
        if (config instanceof SinkConfig.Kafka kafka) {
            return kafka(kafka, new ReportRecords(kafka.topic()), TransactionalIds.ofReports(job));
        }
        if (config instanceof SinkConfig.Files files) {
            return files(files, new ReportLines(), "reports");
        }
        return new ConsoleSink<>(new ReportRow());
    }

    /**
     * Builds the sink of the dead letters.
     *
     * @param config where they go
     * @param job the job's name, the stem of the transactional ids
     */
    public static Sink<DeadLetter> deadLetters(SinkConfig config, String job) {
        if (config instanceof SinkConfig.Kafka kafka) {
            return kafka(
                    kafka,
                    new DeadLetterRecords(kafka.topic(), recordLimit(kafka.properties())),
                    TransactionalIds.ofDeadLetters(job));
        }
        if (config instanceof SinkConfig.Files files) {
            return files(files, new DeadLetterLines(), "dead-letters");
        }
        return new ConsoleSink<>(new DeadLetterRow());
    }

    /**
     * Builds the sink of the ledger.
     *
     * @param config where it goes
     * @param job the job's name, the stem of the transactional ids
     */
    public static Sink<LedgerBalance> ledger(SinkConfig config, String job) {
        if (config instanceof SinkConfig.Kafka kafka) {
            return kafka(kafka, new LedgerRecords(kafka.topic()), TransactionalIds.ofLedger(job));
        }
        if (config instanceof SinkConfig.Files files) {
            return files(files, new LedgerLines(), "ledger");
        }
        return new ConsoleSink<>(new LedgerRow());
    }

    /**
     * The producer measures a record before it is compressed, the broker after. Bytes that cannot be compressed grow a little, by
     * less than a thousandth and a few dozen bytes with every method that Kafka knows.
     */
    static int recordLimit(ClientProperties properties) {
        int limit = RecordLimit.of(properties);
        String compression = properties.asMap().getOrDefault(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        return compression.equals("none") ? limit : limit - limit / 128;
    }

    /**
     * Exactly-once sinks take their transactional ids from a pool and give them back, which is kind to the broker; the price is
     * that the job needs the right to read the topic it writes to.
     */
    private static <T> KafkaSink<T> kafka(
            SinkConfig.Kafka config, KafkaRecordSerializationSchema<T> records, String transactionalIdPrefix) {
        Properties properties = config.properties().toProperties();
        KafkaSinkBuilder<T> builder = KafkaSink.<T>builder()
                .setBootstrapServers(config.bootstrapServers())
                .setRecordSerializer(records);
        if (config.delivery() == Delivery.EXACTLY_ONCE) {
            properties.setProperty(
                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                    Long.toString(config.transactionTimeout().toMillis()));
            builder.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                    .setTransactionalIdPrefix(transactionalIdPrefix)
                    .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING);
        } else {
            builder.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
        }
        return builder.setKafkaProducerConfig(properties).build();
    }

    private static <T> FileSink<T> files(SinkConfig.Files config, Encoder<T> lines, String name) {
        return FileSink.forRowFormat(new Path(config.path()), lines)
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(OutputFileConfig.builder()
                        .withPartPrefix(name)
                        .withPartSuffix(".jsonl")
                        .build())
                .build();
    }
}
