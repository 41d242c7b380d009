package dev.plumbline.job;

import dev.plumbline.job.config.ConfigException;
import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.preflight.KafkaPreflight;
import dev.plumbline.job.preflight.PreflightException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Main class of the jar that is deployed to a cluster: {@code flink run plumbline-job.jar --config FILE [--set a.b=c]}.
 *
 * <p>It never exits the JVM: on a cluster that JVM is the JobManager. What is wrong is thrown, with a message that stands by
 * itself.
 */
@Command(
        name = "plumbline-job",
        description = "Tells, live, whether a model's probabilities are true.",
        mixinStandardHelpOptions = true,
        versionProvider = JobVersion.class)
public final class PlumblineJob {

    private static final Logger LOG = LoggerFactory.getLogger(PlumblineJob.class);

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The configuration, a path or a URI of a file system that Flink knows.")
    private String configFile = "";

    @Option(
            names = "--set",
            paramLabel = "OPTION=VALUE",
            description = "Overrides an option of the configuration, such as time.idleness=10s; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    private PlumblineJob() {}

    /**
     * Submits the job.
     *
     * @param args see {@code --help}
     * @throws ConfigException if the configuration is refused
     * @throws PreflightException if Kafka lacks what the job needs
     */
    public static void main(String[] args) throws Exception {
        PlumblineJob job = new PlumblineJob();
        CommandLine commandLine = new CommandLine(job);
        CommandLine.ParseResult parsed;
        try {
            parsed = commandLine.parseArgs(args);
        } catch (CommandLine.ParameterException e) {
            throw new IllegalArgumentException(e.getMessage() + "; --help lists the options.", e);
        }
        if (CommandLine.printHelpIfRequested(parsed)) {
            return;
        }
        job.submit();
    }

    private void submit() throws Exception {
        JobConfig config = ConfigLoader.load(readConfig(), configFile, overrides, System.getenv());
        config.warnings().forEach(LOG::warn);
        KafkaPreflight.check(config);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        PlumblineTopology.define(env, config);
        env.execute(config.job());
    }

    private String readConfig() {
        Path path = new Path(configFile);
        try (FSDataInputStream in = path.getFileSystem().open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The configuration " + configFile + " cannot be read: " + e.getMessage()
                            + "; --config takes a path that exists where the job is submitted (for a jar run over REST, on the"
                            + " JobManager).",
                    e);
        }
    }
}
