package dev.plumbline.job.source;

import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.LabelsConfig;
import dev.plumbline.job.config.PartitionOffsets;
import dev.plumbline.job.config.SourceConfig;
import dev.plumbline.job.config.StartPosition;
import dev.plumbline.job.config.StopPosition;
import dev.plumbline.job.flow.SourceRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.fs.Path;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * A source as the configuration asks for it, with the watermarks and the gate that fit its kind of log.
 *
 * @param source the source
 * @param watermarks its watermarks, per partition
 * @param gate decides which of its records are counted
 */
public record LogSource(
        Source<SourceRecord, ?, ?> source, WatermarkStrategy<SourceRecord> watermarks, RecordGate gate) {

    /** Until a new partition is found, the others go on without it; the connector's default is five minutes. */
    private static final String DISCOVERY_INTERVAL_MS = "10000";

    /** The thread that fetches wakes the one that works once for so many records; Kafka's default of 500 costs some per cent more. */
    private static final String RECORDS_PER_HANDOVER = "2000";

    /** With Kafka's default of 64 kB a read from the socket brings a twentieth of what a fetch does. */
    private static final String RECEIVE_BUFFER_BYTES = "1048576";

    /** Chooses and builds the source of the predictions. */
    public static LogSource predictions(JobConfig config, Lateness lateness) {
        return of(
                config,
                config.source(),
                new LogContent.Predictions(config.fields(), config.decodeOptions()),
                config.time().idleness(),
                lateness);
    }

    /** Chooses and builds the source of labels that come by themselves. */
    public static LogSource labels(JobConfig config, LabelsConfig labels, Lateness lateness) {
        return of(
                config,
                labels.source(),
                new LogContent.Labels(labels.fields(), config.decodeOptions()),
                labels.idleness(),
                lateness);
    }

    private static LogSource of(
            JobConfig config,
            SourceConfig source,
            LogContent content,
            Optional<Duration> liveIdleness,
            Lateness lateness) {
        SeriesLimit limit =
                new SeriesLimit(config.limits().series(), config.limits().slices(), config.slices());
        if (source instanceof SourceConfig.Kafka kafka) {
            // A bounded read waits for every partition: there is an end at which none is silent any more.
            Duration outOfOrderness = config.time().outOfOrderness();
            RecordWatermarks watermarks = kafka.isBounded()
                    ? RecordWatermarks.bounded(outOfOrderness)
                    : RecordWatermarks.live(outOfOrderness, liveIdleness.orElse(null));
            return new LogSource(
                    new ClockedSource<>(
                            kafka(kafka, clientIds(kafka, content), new RecordDecoder(content)),
                            lateness,
                            limit,
                            topics(kafka)),
                    watermarks,
                    new RecordGate(lateness));
        }
        SourceConfig.Files files = (SourceConfig.Files) source;
        FileSource<SourceRecord> reading = FileSource.forBulkFileFormat(
                        new JsonLinesFormat(content, config.limits().recordBytes()), new Path(files.path()))
                .build();
        // Nothing in a file is late; and there is no watermark until the end of input, so that files may be read in
        // any order, and side by side.
        return new LogSource(
                new ClockedSource<>(reading, Lateness.never(lateness.panes()), limit, LogIdentity.none()),
                WatermarkStrategy.noWatermarks(),
                new RecordGate(lateness));
    }

    /** What the ids of a source's clients begin with; two clients of one id in a process get into each other's metrics. */
    private static String clientIds(SourceConfig.Kafka kafka, LogContent content) {
        return content instanceof LogContent.Labels ? kafka.groupId() + "-labels" : kafka.groupId();
    }

    private static KafkaSource<SourceRecord> kafka(SourceConfig.Kafka kafka, String clientIds, RecordDecoder decoder) {
        KafkaSourceBuilder<SourceRecord> builder = KafkaSource.<SourceRecord>builder()
                .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), DISCOVERY_INTERVAL_MS)
                .setProperty(KafkaSourceOptions.CLIENT_ID_PREFIX.key(), clientIds)
                .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_HANDOVER)
                .setProperty(ConsumerConfig.RECEIVE_BUFFER_CONFIG, RECEIVE_BUFFER_BYTES)
                // What a producer has aborted was never said.
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setProperties(kafka.properties().toProperties())
                .setBootstrapServers(kafka.bootstrapServers())
                .setTopics(kafka.topics())
                .setGroupId(kafka.groupId())
                .setStartingOffsets(startingOffsets(kafka.start()))
                .setDeserializer(decoder);
        if (kafka.stop() instanceof StopPosition.Latest) {
            builder.setBounded(OffsetsInitializer.latest());
        } else if (kafka.stop() instanceof StopPosition.At at) {
            builder.setBounded(OffsetsInitializer.timestamp(at.time().toEpochMilli()));
        } else if (kafka.stop() instanceof StopPosition.AtOffsets at) {
            builder.setBounded(OffsetsInitializer.offsets(offsets(at.offsets())));
        }
        return builder.build();
    }

    private static Map<TopicPartition, Long> offsets(PartitionOffsets offsets) {
        Map<TopicPartition, Long> byPartition = new HashMap<>();
        offsets.byPartition()
                .forEach((partition, offset) ->
                        byPartition.put(new TopicPartition(partition.topic(), partition.number()), offset));
        return byPartition;
    }

    private static LogIdentity<KafkaPartitionSplit> topics(SourceConfig.Kafka kafka) {
        Properties properties = kafka.properties().toProperties();
        properties.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        return new TopicIdentity(properties, kafka.topics());
    }

    // The connector takes the strategy only in the form of the enum that Kafka has deprecated.
    @SuppressWarnings("deprecation")
    private static OffsetsInitializer startingOffsets(StartPosition start) {
        if (start instanceof StartPosition.Earliest) {
            return OffsetsInitializer.earliest();
        }
        if (start instanceof StartPosition.Latest) {
            return OffsetsInitializer.latest();
        }
        if (start instanceof StartPosition.Committed) {
            return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
        }
        if (start instanceof StartPosition.AtOffsets at) {
            return OffsetsInitializer.offsets(offsets(at.offsets()));
        }
        return OffsetsInitializer.timestamp(((StartPosition.At) start).time().toEpochMilli());
    }
}
