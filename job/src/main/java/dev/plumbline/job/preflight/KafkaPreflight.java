package dev.plumbline.job.preflight;

import dev.plumbline.job.config.ClientProperties;
import dev.plumbline.job.config.Delivery;
import dev.plumbline.job.config.Discretion;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.LabelsConfig;
import dev.plumbline.job.config.RecordLimit;
import dev.plumbline.job.config.Replay;
import dev.plumbline.job.config.SinkConfig;
import dev.plumbline.job.config.SourceConfig;
import dev.plumbline.job.config.TransactionalIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * Checks what the job needs of Kafka: client properties that Kafka understands, a broker that answers, topics that exist, the right to read or write them, the consumer
 * group, transactional ids, a transaction timeout that the broker accepts, and a dead-letter topic that takes every letter.
 * Writes nothing. Everything that is wrong is collected, not the first thing only.
 */
public final class KafkaPreflight {

    private static final Set<AclOperation> READ = Set.of(AclOperation.READ);
    private static final Set<AclOperation> WRITE = Set.of(AclOperation.WRITE);
    // A pool of transactional ids looks for its open transactions by the topic, which takes the right to read it.
    private static final Set<AclOperation> WRITE_EXACTLY_ONCE = Set.of(AclOperation.WRITE, AclOperation.READ);

    private final JobConfig config;
    private final Duration patience;

    /** What could not be connected to: saying so once, and waiting once, is enough. */
    private final Set<Connection> failed = new HashSet<>();

    /** The same address reached in another way may well answer, or fail for another reason. */
    private record Connection(String servers, ClientProperties properties) {}

    private KafkaPreflight(JobConfig config, Duration patience) {
        this.config = config;
        this.patience = patience;
    }

    /**
     * Checks every Kafka end of a configuration, waiting up to ten seconds for each broker.
     *
     * @throws PreflightException if the job could not run; the message says what is missing and what to do
     */
    public static void check(JobConfig config) {
        check(config, Duration.ofSeconds(10));
    }

    /**
     * The same with another patience.
     *
     * @param config the configuration
     * @param patience how long to wait for an answer of each broker
     * @throws PreflightException if the job could not run; the message says what is missing and what to do
     */
    public static void check(JobConfig config, Duration patience) {
        List<String> problems = new KafkaPreflight(config, patience).problems();
        if (!problems.isEmpty()) {
            throw new PreflightException(problems);
        }
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (config.source() instanceof SourceConfig.Kafka source) {
            source("source.kafka", source, source.properties(), true, problems);
            if (labels() instanceof SourceConfig.Kafka labels) {
                labels(labels, source, problems);
            }
        }
        sink("reports.kafka", config.reports(), TransactionalIds.ofReports(config.job()), false, problems);
        sink("dead_letters.kafka", config.deadLetters(), TransactionalIds.ofDeadLetters(config.job()), true, problems);
        sink("ledger.kafka", config.ledger(), TransactionalIds.ofLedger(config.job()), false, problems);
        return problems;
    }

    private @Nullable SourceConfig labels() {
        return config.labels().map(LabelsConfig::source).orElse(null);
    }

    /** What the labels have of the source has been judged with it. */
    private void labels(SourceConfig.Kafka labels, SourceConfig.Kafka source, List<String> problems) {
        Map<String, String> own = new TreeMap<>(labels.properties().asMap());
        own.entrySet().removeAll(source.properties().asMap().entrySet());
        boolean elsewhere = !labels.bootstrapServers().equals(source.bootstrapServers())
                || !labels.properties().connection().equals(source.properties().connection());
        source("labels.kafka", labels, ClientProperties.of(own), elsewhere, problems);
    }

    /**
     * Checks what is read.
     *
     * @param unjudged the properties that have not been judged yet
     * @param withGroup whether the brokers have not been asked for the consumer group yet
     */
    private void source(
            String path,
            SourceConfig.Kafka source,
            ClientProperties unjudged,
            boolean withGroup,
            List<String> problems) {
        Connection connection = new Connection(source.bootstrapServers(), source.properties());
        if (failed.contains(connection)) {
            return;
        }
        requireOptions(path, unjudged, ConsumerConfig.configDef(), problems);
        try (KafkaEnd end = end(path, source.bootstrapServers(), source.properties(), problems)) {
            if (answers(end, connection)) {
                for (String topic : source.topics()) {
                    end.requireTopic("topics", topic, READ);
                }
                if (withGroup && !Replay.commitsNothing(source)) {
                    end.requireGroup(source.groupId());
                }
            }
        }
    }

    private void sink(
            String path, SinkConfig config, String transactionalIds, boolean deadLetters, List<String> problems) {
        if (config instanceof SinkConfig.Kafka sink) {
            Connection connection = new Connection(sink.bootstrapServers(), sink.properties());
            if (failed.contains(connection)) {
                return;
            }
            requireOptions(path, sink.properties(), ProducerConfig.configDef(), problems);
            boolean exactlyOnce = sink.delivery() == Delivery.EXACTLY_ONCE;
            try (KafkaEnd end = end(path, sink.bootstrapServers(), sink.properties(), problems)) {
                if (answers(end, connection)) {
                    end.requireTopic("topic", sink.topic(), exactlyOnce ? WRITE_EXACTLY_ONCE : WRITE);
                    if (exactlyOnce) {
                        end.requireTransactionTimeout(sink.transactionTimeout());
                        end.requireTransactionalIds(transactionalIds);
                    }
                    if (deadLetters) {
                        requireRoom(end, path, sink, problems);
                    }
                }
            }
        }
    }

    private boolean answers(KafkaEnd end, Connection connection) {
        if (end.answers()) {
            return true;
        }
        failed.add(connection);
        return false;
    }

    private static void requireRoom(KafkaEnd end, String path, SinkConfig.Kafka sink, List<String> problems) {
        try {
            end.requireRoomForDeadLetters(sink.topic(), RecordLimit.of(sink.properties()));
        } catch (IllegalArgumentException e) {
            problems.add(path + ".properties: " + e.getMessage());
        }
    }

    private void requireOptions(String path, ClientProperties properties, ConfigDef known, List<String> problems) {
        problems.addAll(ClientOptions.problems(
                known, path + ".properties", properties, new Discretion(config, path, properties)));
    }

    private KafkaEnd end(String path, String servers, ClientProperties properties, List<String> problems) {
        Discretion discretion = new Discretion(config, path, properties);
        return KafkaEnd.open(path, servers, properties.toProperties(), patience, discretion, problems);
    }
}
