package dev.plumbline.it;

import dev.plumbline.local.broker.BrokerProperties;
import dev.plumbline.local.broker.LoopbackPorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A Kafka broker in a process of its own, on 127.0.0.1, that can be stopped, killed, and started again with its data. */
final class BrokerProcess implements AutoCloseable {

    private final Path home;
    private final Path log;
    private final int port;
    private JavaProcess process;

    private BrokerProcess(Path home, Path logs, Consumer<Properties> changes, List<String> formatArguments) {
        List<Integer> ports = LoopbackPorts.free(2);
        this.home = home;
        this.log = logs.resolve("broker.log");
        this.port = ports.get(0);
        Properties properties = BrokerProperties.of(port, ports.get(1), home.resolve("data"));
        // Everyone may do everything until a test makes a rule about a topic.
        properties.setProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.setProperty("allow.everyone.if.no.acl.found", "true");
        properties.setProperty("super.users", "User:nobody");
        changes.accept(properties);
        format(properties, formatArguments);
        this.process = launch();
    }

    /** Starts a broker and waits until it answers. */
    static BrokerProcess start(Path home, Path logs) {
        return start(home, logs, properties -> {}, List.of());
    }

    /**
     * Starts a broker that differs from the usual one, and waits until it answers.
     *
     * @param changes what is changed of its properties
     * @param formatArguments further arguments for the formatting of its storage, such as the first users
     */
    static BrokerProcess start(Path home, Path logs, Consumer<Properties> changes, List<String> formatArguments) {
        BrokerProcess broker = new BrokerProcess(home, logs, changes, formatArguments);
        broker.awaitAnswer();
        return broker;
    }

    /** The address, {@code 127.0.0.1:port}; it stays the same over restarts. */
    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The process's id. */
    long pid() {
        return process.pid();
    }

    /** Stops the broker in order. */
    void terminate() {
        process.terminate();
    }

    /** Stops the broker as a crash does. */
    void killHard() {
        process.killHard();
    }

    /** Starts the stopped broker again, on the same port with the same data, and waits until it answers. */
    void startAgain() {
        if (process.isAlive()) {
            throw new IllegalStateException("The broker still runs; terminate or kill it first");
        }
        process = launch();
        awaitAnswer();
    }

    @Override
    public void close() {
        process.close();
    }

    private JavaProcess launch() {
        return JavaProcess.start(
                "broker",
                log,
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        // A broker that lives for seconds spends most of them in the optimizing compiler otherwise.
                        "-XX:TieredStopAtLevel=1",
                        Place.loggingFlag(home),
                        "-cp",
                        Place.kafkaClassPath(),
                        "kafka.Kafka",
                        propertiesFile().toString()));
    }

    private void awaitAnswer() {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                200);
        try (Admin admin = Admin.create(config)) {
            Await.until("the broker to answer", () -> {
                process.requireAlive();
                try {
                    return !admin.describeCluster().nodes().get().isEmpty();
                } catch (ExecutionException e) {
                    throw new IOException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            });
        }
    }

    private Path propertiesFile() {
        return home.resolve("server.properties");
    }

    private void format(Properties properties, List<String> furtherArguments) {
        try (Writer writer = Files.newBufferedWriter(propertiesFile(), StandardCharsets.ISO_8859_1)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(List.of(
                "format",
                "--standalone",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                propertiesFile().toString()));
        arguments.addAll(furtherArguments);
        int status = StorageTool.execute(
                arguments.toArray(String[]::new), new PrintStream(output, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IllegalStateException(
                    "The broker's data could not be formatted: " + output.toString(StandardCharsets.UTF_8));
        }
    }
}
