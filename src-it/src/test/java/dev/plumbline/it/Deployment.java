package dev.plumbline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A broker and a cluster with the job's jar uploaded, as a user has them. Started once for all tests that only submit jobs, each
 * with topics and a job name of its own, because starting costs more than most of these tests. Tests that kill things share another
 * one, see {@link Killable}; each leaves it as it was.
 */
final class Deployment implements AutoCloseable {

    private static final int TASK_MANAGERS = 2;

    private final Path home;
    private final BrokerProcess broker;
    private final @Nullable ZooKeeperProcess zooKeeper;
    private final FlinkCluster cluster;
    private String jar;

    private Deployment(boolean killable) {
        Path logs = Place.logs(killable ? "killable" : "deployment");
        try {
            this.home = Files.createTempDirectory("plumbline-deployment-");
            this.broker = BrokerProcess.start(home, logs);
            this.zooKeeper = killable ? ZooKeeperProcess.start(home, logs) : null;
            this.cluster = FlinkCluster.start(
                    home, logs, TASK_MANAGERS, zooKeeper == null ? Map.of() : options(home, zooKeeper));
            this.jar = cluster.rest().upload(Place.jobJar());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What flink-conf/config.yaml recommends, faster: high availability, restarts without end, patience with checkpoints. */
    private static Map<String, String> options(Path home, ZooKeeperProcess zooKeeper) {
        return Map.ofEntries(
                Map.entry("high-availability.type", "zookeeper"),
                Map.entry("high-availability.zookeeper.quorum", zooKeeper.address()),
                Map.entry(
                        "high-availability.storageDir",
                        home.resolve("ha").toUri().toString()),
                Map.entry("high-availability.zookeeper.client.session-timeout", "6000"),
                Map.entry("execution.checkpointing.tolerable-failed-checkpoints", "100"),
                Map.entry("execution.checkpointing.num-retained", "3"),
                Map.entry("restart-strategy.type", "exponential-delay"),
                Map.entry("restart-strategy.exponential-delay.initial-backoff", "200ms"),
                Map.entry("restart-strategy.exponential-delay.max-backoff", "2s"));
    }

    Topics topics() {
        return new Topics(broker.bootstrapServers());
    }

    FlinkRest rest() {
        return cluster.rest();
    }

    /** The ids of all its processes. */
    List<Long> pids() {
        List<Long> pids = new ArrayList<>(cluster.pids());
        pids.add(broker.pid());
        return pids;
    }

    BrokerProcess broker() {
        return broker;
    }

    FlinkCluster cluster() {
        return cluster;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /**
     * Submits the job over REST, as a user does: a configuration file that the JobManager can read, and overrides.
     *
     * @param yaml the configuration
     * @param overrides options in the form {@code a.b=value}
     * @return the job's id
     */
    String submit(String yaml, int parallelism, String... overrides) throws IOException {
        return submit(yaml, parallelism, null, overrides);
    }

    /** Submits the job to go on from a savepoint or a retained checkpoint. */
    String submit(String yaml, int parallelism, @Nullable String savepoint, String... overrides) throws IOException {
        Path file = Files.writeString(Files.createTempFile(home, "plumbline-", ".yaml"), yaml);
        Stream<String> settings = Stream.of(overrides).flatMap(override -> Stream.of("--set", override));
        List<String> arguments =
                Stream.concat(Stream.of("--config", file.toString()), settings).toList();
        return rest().run(jar, parallelism, arguments, savepoint);
    }

    /** Submits a replay of the job in the same way. */
    String submitReplay(String yaml, int parallelism, String... options) throws IOException {
        Path file = Files.writeString(Files.createTempFile(home, "plumbline-", ".yaml"), yaml);
        List<String> arguments = Stream.concat(Stream.of("replay", "--config", file.toString()), Stream.of(options))
                .toList();
        return rest().run(jar, parallelism, arguments);
    }

    /** Submits a bounded job, waits for its end, and makes sure that nothing went wrong on the way. */
    void runToTheEnd(String yaml, int parallelism, String... overrides) throws IOException {
        String job = submit(yaml, parallelism, overrides);
        rest().awaitStatus(job, "FINISHED");
        rest().requireUndisturbed(job);
    }

    /** Waits until a JobManager that was started again takes jobs; it has forgotten the jar, and gets it again. */
    void awaitJobManager() throws IOException {
        cluster.awaitSlots(TASK_MANAGERS * FlinkCluster.SLOTS);
        jar = rest().upload(Place.jobJar());
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        if (zooKeeper != null) {
            zooKeeper.close();
        }
        broker.close();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The deployment whose processes may be killed: highly available, and shared only with tests that do the same. */
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Killable {}

    /** Gives tests the one deployment of its kind, started for the first that asks and closed after the last. */
    static final class Resolver implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Deployment.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            boolean killable = parameter.isAnnotated(Killable.class);
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Deployment.class))
                    .getOrComputeIfAbsent(killable, Deployment::new, Deployment.class);
        }
    }
}
