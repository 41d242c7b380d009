package dev.plumbline.job;

import dev.plumbline.job.config.ConfigException;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.Replay;
import dev.plumbline.job.preflight.KafkaPreflight;
import dev.plumbline.job.preflight.PreflightException;
import dev.plumbline.job.preflight.Reading;
import java.util.Arrays;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Main class of the jar that is deployed to a cluster: {@code flink run plumbline-job.jar --config FILE [--set a.b=c]}, or
 * {@code flink run plumbline-job.jar replay --config FILE --from T --to T --output PLACE} for a replay.
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

    /** The first argument that asks for a replay. */
    private static final String REPLAY = "replay";

    @Mixin
    private final ConfigArguments arguments = new ConfigArguments();

    private PlumblineJob() {}

    /** The same job over a part of the past, kept apart from the live one. */
    @Command(
            name = REPLAY,
            description = "Reads a range of the live job's topics with its configuration, to another place.",
            mixinStandardHelpOptions = true,
            versionProvider = JobVersion.class)
    private static final class OfThePast {
        @Mixin
        private final ConfigArguments arguments = new ConfigArguments();

        @Mixin
        private final ReplayOptions options = new ReplayOptions();
    }

    /**
     * Submits the job, or its replay if the first argument is {@code replay}.
     *
     * @param args see {@code --help}
     * @throws ConfigException if the configuration is refused
     * @throws PreflightException if Kafka lacks what the job needs
     */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals(REPLAY)) {
            OfThePast replay = new OfThePast();
            if (parse(replay, Arrays.copyOfRange(args, 1, args.length))) {
                submit(Replay.of(replay.arguments.load(), replay.options.request()));
            }
        } else {
            PlumblineJob job = new PlumblineJob();
            if (parse(job, args)) {
                submit(job.arguments.load());
            }
        }
    }

    /** Fills in the command's options; says whether there is something to do. */
    private static boolean parse(Object command, String... args) {
        CommandLine commandLine = new CommandLine(command);
        try {
            return !CommandLine.printHelpIfRequested(commandLine.parseArgs(args));
        } catch (CommandLine.ParameterException e) {
            throw new IllegalArgumentException(e.getMessage() + "; --help lists the options.", e);
        }
    }

    private static void submit(JobConfig config) throws Exception {
        config.warnings().forEach(LOG::warn);
        KafkaPreflight.check(config);
        Reading reading = Reading.of(config);
        reading.remarks().forEach(LOG::warn);
        if (reading.isRange()) {
            LOG.info("The range as offsets: --from {} --to {}.", reading.from(), reading.to());
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        PlumblineTopology.define(env, reading);
        env.execute(config.job());
    }
}
