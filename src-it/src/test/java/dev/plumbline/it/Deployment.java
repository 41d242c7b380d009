package dev.plumbline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A broker and a cluster with the job's jar uploaded, as a user has them. Started once for all tests that only submit jobs, each
 * with topics and a job name of its own, because starting costs more than most of these tests.
 */
final class Deployment implements AutoCloseable {

    private static final int TASK_MANAGERS = 2;

    private final Path home;
    private final BrokerProcess broker;
    private final FlinkCluster cluster;
    private final String jar;

    private Deployment() {
        Path logs = Place.logs("deployment");
        try {
            this.home = Files.createTempDirectory("plumbline-deployment-");
            this.broker = BrokerProcess.start(home, logs);
            this.cluster = FlinkCluster.start(home, logs, TASK_MANAGERS, Map.of());
            this.jar = cluster.rest().upload(Place.jobJar());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        Path file = Files.writeString(Files.createTempFile(home, "plumbline-", ".yaml"), yaml);
        Stream<String> settings = Stream.of(overrides).flatMap(override -> Stream.of("--set", override));
        List<String> arguments =
                Stream.concat(Stream.of("--config", file.toString()), settings).toList();
        return rest().run(jar, parallelism, arguments);
    }

    /** Submits a bounded job, waits for its end, and makes sure that nothing went wrong on the way. */
    void runToTheEnd(String yaml, int parallelism, String... overrides) throws IOException {
        String job = submit(yaml, parallelism, overrides);
        rest().awaitStatus(job, "FINISHED");
        rest().requireUndisturbed(job);
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        broker.close();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Gives tests the one deployment, started for the first that asks and closed after the last. */
    static final class Resolver implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Deployment.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Deployment.class))
                    .getOrComputeIfAbsent(Deployment.class, type -> new Deployment(), Deployment.class);
        }
    }
}
