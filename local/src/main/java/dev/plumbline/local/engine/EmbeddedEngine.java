package dev.plumbline.local.engine;

import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this JVM with its web UI, reachable from this machine only. Its state lives on the heap, its
 * checkpoints in the work folder, where they carry a job over a failure but not over the end of the process, or in another.
 */
public final class EmbeddedEngine implements AutoCloseable {
    /** Where the web UI is looked for first. */
    public static final int DEFAULT_WEB_PORT = 8081;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngine.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PORTS_TRIED = 100;
    private static final int RESTARTS = 10;
    private static final int LAST_PORT = 65_535;

    private final MiniCluster cluster;
    private final URI webUi;

    private EmbeddedEngine(MiniCluster cluster, URI webUi) {
        this.cluster = cluster;
        this.webUi = webUi;
    }

    /**
     * Starts it.
     *
     * @param slots the largest parallelism that a job may have, at least 1
     * @param webPort the first port to try for the web UI; the next free one after it is taken
     * @throws UserError if it cannot start, for example because no port is free
     */
    public static EmbeddedEngine start(WorkFolder work, int slots, int webPort) {
        return start(work, slots, webPort, work.path().resolve("checkpoints"));
    }

    /**
     * Starts it, with checkpoints in a folder that may outlive it.
     *
     * @param slots the largest parallelism that a job may have, at least 1
     * @param webPort the first port to try for the web UI; the next free one after it is taken
     * @throws UserError if it cannot start, for example because no port is free
     */
    public static EmbeddedEngine start(WorkFolder work, int slots, int webPort, Path checkpoints) {
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration(work, webPort, checkpoints))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
        try {
            cluster.start();
            return new EmbeddedEngine(cluster, cluster.getRestAddress().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        } catch (Exception e) {
            close(cluster);
            throw failed(e);
        }
    }

    /** An environment to define a job in; it takes its defaults from this engine. */
    public StreamExecutionEnvironment environment() {
        return StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration(cluster.getConfiguration()));
    }

    /** Submits what was defined in the environment. */
    public RunningJob submit(StreamExecutionEnvironment environment, String name) {
        return submit(environment, name, SavepointRestoreSettings.none());
    }

    /** Submits what was defined in the environment, to go on from a checkpoint. */
    public RunningJob resume(StreamExecutionEnvironment environment, String name, Path checkpoint) {
        return submit(
                environment,
                name,
                SavepointRestoreSettings.forPath(checkpoint.toUri().toString(), false));
    }

    private RunningJob submit(StreamExecutionEnvironment environment, String name, SavepointRestoreSettings restored) {
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobName(name);
        graph.setSavepointRestoreSettings(restored);
        return RunningJob.submit(cluster, graph.getJobGraph());
    }

    /** The address of Flink's web UI, for a browser on this machine. */
    public URI webUi() {
        return webUi;
    }

    /** Stops it, and whatever still runs in it. */
    @Override
    public void close() {
        close(cluster);
    }

    private static void close(MiniCluster cluster) {
        try {
            cluster.close();
        } catch (Exception e) {
            // The process is about to end, and with it everything that could have been left.
            LOG.info("The engine did not close in order.", e);
        }
    }

    private static Configuration configuration(WorkFolder work, int webPort, Path checkpoints) {
        Configuration flink = new Configuration();
        flink.set(RestOptions.ADDRESS, LOOPBACK);
        flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        // Even with everything in one process Flink opens a server for jars, without a password, and by default to the
        // world.
        flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        flink.set(TaskManagerOptions.HOST, LOOPBACK);
        flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        flink.set(RestOptions.BIND_PORT, webPort + "-" + Math.min(LAST_PORT, webPort + PORTS_TRIED));
        flink.set(WebOptions.SUBMIT_ENABLE, false);
        flink.set(CoreOptions.TMP_DIRS, work.path().resolve("tmp").toString());
        flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        // How old the figures may be by which progress is shown.
        flink.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(500));
        // A failure that comes back at once, time after time, must end the command: somebody is sitting there.
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(500));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(10));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, RESTARTS);
        return flink;
    }

    private static UserError failed(Exception cause) {
        return new UserError(ExitCode.FAILED, "the embedded Flink could not start: " + Causes.sentence(cause), cause);
    }
}
