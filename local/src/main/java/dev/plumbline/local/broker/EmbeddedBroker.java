package dev.plumbline.local.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker in this JVM, alone in its cluster, reachable from this machine only.
 *
 * <p>It is ready when {@link #start()} returns and gone, with its data, when {@link #close()} returns. Closing is the
 * caller's duty, also when the JVM is told to end: the class installs no shutdown hook, because the caller alone knows
 * what must end before its broker. The methods may be called from any thread, one at a time.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private final int clientPort;
    private final int controllerPort;
    private final BrokerFolder folder;
    private final KafkaConfig config;
    private @Nullable KafkaRaftServer server;

    private EmbeddedBroker(int clientPort, int controllerPort, Path parent) {
        this.clientPort = clientPort;
        this.controllerPort = controllerPort;
        this.folder = BrokerFolder.createIn(parent);
        try {
            Properties properties = BrokerProperties.of(clientPort, controllerPort, folder.data());
            folder.format(properties);
            this.config = KafkaConfig.fromProps(properties, false);
            startServer();
        } catch (RuntimeException e) {
            folder.delete();
            throw e;
        }
    }

    /**
     * Starts a broker on any free port, with its data below the JVM's temporary folder.
     *
     * @throws BrokerException when it cannot start; the message is one sentence
     */
    public static EmbeddedBroker start() {
        return start(temporaryFolder());
    }

    /**
     * Starts a broker on any free port.
     *
     * @param parent the folder below which the broker makes, and deletes, its own
     * @throws BrokerException when it cannot start; the message is one sentence
     */
    public static EmbeddedBroker start(Path parent) {
        List<Integer> ports = LoopbackPorts.free(2);
        return new EmbeddedBroker(ports.get(0), ports.get(1), parent);
    }

    /**
     * Starts a broker on a given port.
     *
     * @param port the port on 127.0.0.1 that clients connect to
     * @param parent the folder below which the broker makes, and deletes, its own
     * @throws BrokerException when it cannot start, for example because the port is taken; the message is one sentence
     */
    public static EmbeddedBroker start(int port, Path parent) {
        if (!LoopbackPorts.isFree(port)) {
            throw portTaken(port);
        }
        int controllerPort = LoopbackPorts.free(2).stream()
                .filter(free -> free != port)
                .findFirst()
                .orElseThrow();
        return new EmbeddedBroker(port, controllerPort, parent);
    }

    /** The broker's address, {@code 127.0.0.1:port}. It stays the same over {@link #restart()}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + clientPort;
    }

    /**
     * Creates a topic and waits until every partition can be written to.
     *
     * @throws BrokerException when there is such a topic already, or the name or number is not allowed
     */
    public void createTopic(String name, int partitions) {
        createTopics(Map.of(name, partitions));
    }

    /**
     * Creates topics and waits until every partition can be written to; in less time than one after the other.
     *
     * @param partitions how many each topic has, by its name
     * @throws BrokerException when there is such a topic already, or a name or number is not allowed; the other topics may be there
     */
    public synchronized void createTopics(Map<String, Integer> partitions) {
        requireRunning();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            var created = admin.createTopics(partitions.entrySet().stream()
                            .map(topic -> new NewTopic(topic.getKey(), topic.getValue(), (short) 1))
                            .toList())
                    .values();
            for (var topic : created.entrySet()) {
                await(topic.getKey(), topic.getValue());
            }
            awaitLeaders(admin, partitions);
            // The metadata names a leader a moment before the broker knows that it is one. An idempotent producer that
            // is refused
            // its first batch in that moment, and granted the second, never gets the first in again; so ask the
            // leaders.
            admin.listOffsets(partitions.entrySet().stream()
                            .flatMap(topic -> IntStream.range(0, topic.getValue())
                                    .mapToObj(partition -> new TopicPartition(topic.getKey(), partition)))
                            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new BrokerException("Topics could not be created: " + cause(e).getMessage(), cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException("Interrupted while topics were created.", e);
        }
    }

    /**
     * Stops the broker in order and starts it again on the same ports with the same data. Clients see a short outage.
     *
     * @throws BrokerException when it cannot start again; it is stopped then, and only closing is left
     */
    public synchronized void restart() {
        requireRunning();
        stopServer();
        startServer();
    }

    /** Stops the broker and deletes its data. Closing again does nothing. */
    @Override
    public synchronized void close() {
        stopServer();
        folder.delete();
    }

    private void startServer() {
        // Kafka ends the whole JVM when its controller cannot listen, so ask before it tries.
        for (int port : new int[] {clientPort, controllerPort}) {
            if (!LoopbackPorts.isFree(port)) {
                throw portTaken(port);
            }
        }
        try {
            KafkaRaftServer starting = new KafkaRaftServer(config, Time.SYSTEM);
            server = starting;
            starting.startup();
        } catch (RuntimeException e) {
            stopServer();
            throw new BrokerException(
                    "The embedded broker could not start on 127.0.0.1:" + clientPort + ": " + e.getMessage(), e);
        }
    }

    private void stopServer() {
        KafkaRaftServer running = server;
        if (running != null) {
            server = null;
            running.shutdown();
            running.awaitShutdown();
        }
    }

    private void requireRunning() {
        if (server == null) {
            throw new BrokerException(
                    "The embedded broker on 127.0.0.1:" + clientPort + " is closed; start a new one.");
        }
    }

    private static void await(String topic, KafkaFuture<Void> created) throws InterruptedException {
        try {
            created.get();
        } catch (ExecutionException e) {
            Throwable cause = cause(e);
            String reason = cause instanceof TopicExistsException ? "it exists already" : cause.getMessage();
            throw new BrokerException("The topic '" + topic + "' could not be created: " + reason, cause);
        }
    }

    private static Throwable cause(ExecutionException e) {
        return e.getCause() == null ? e : e.getCause();
    }

    private static void awaitLeaders(Admin admin, Map<String, Integer> partitions)
            throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!haveLeaders(admin, partitions)) {
            if (System.nanoTime() - deadline > 0) {
                throw new BrokerException("The topics " + String.join(", ", partitions.keySet())
                        + " were created but not every partition has a leader after " + READY_LIMIT.toSeconds()
                        + " s; the machine is too busy, try again.");
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private static boolean haveLeaders(Admin admin, Map<String, Integer> partitions)
            throws ExecutionException, InterruptedException {
        try {
            return admin.describeTopics(partitions.keySet()).allTopicNames().get().values().stream()
                    .allMatch(topic -> topic.partitions().size() == partitions.getOrDefault(topic.name(), 0)
                            && topic.partitions().stream()
                                    .allMatch(p ->
                                            p.leader() != null && !p.leader().isEmpty()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private static Path temporaryFolder() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static BrokerException portTaken(int port) {
        return new BrokerException("The embedded broker cannot listen on 127.0.0.1:" + port
                + " because another program does; stop that program or choose another port.");
    }
}
