package dev.plumbline.local.broker;

import java.nio.file.Path;
import java.util.Properties;

/** Properties of a single Kafka node, broker and controller in one, that only this machine can reach. */
public final class BrokerProperties {

    private BrokerProperties() {}

    /**
     * The properties of node 1, as {@code kafka.Kafka} and {@code StorageTool} read them.
     *
     * @param clientPort the port on 127.0.0.1 that clients connect to
     * @param controllerPort the port on 127.0.0.1 of the metadata quorum
     * @param data the folder of the logs
     */
    public static Properties of(int clientPort, int controllerPort, Path data) {
        String listeners = "PLAINTEXT://127.0.0.1:" + clientPort + ",CONTROLLER://127.0.0.1:" + controllerPort;
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort);
        properties.setProperty("listeners", listeners);
        properties.setProperty("advertised.listeners", listeners);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("inter.broker.listener.name", "PLAINTEXT");
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("log.dirs", data.toString());

        // There is one node, so nothing can be replicated.
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "1");

        // Topics are created on purpose; a misspelt name must not become a new topic.
        properties.setProperty("auto.create.topics.enable", "false");
        // Records may tell of last year. By default those would be deleted, 30 s after the broker has started.
        properties.setProperty("log.retention.ms", "-1");
        // No other member of a new consumer group is worth waiting for.
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // The default takes 128 MB for compaction, which such a broker hardly needs.
        properties.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
        // After a hard kill the old registration must expire first: with the defaults a restart takes 11 s, with these
        // 3.5 s.
        properties.setProperty("broker.session.timeout.ms", "2000");
        properties.setProperty("broker.heartbeat.interval.ms", "400");
        return properties;
    }
}
