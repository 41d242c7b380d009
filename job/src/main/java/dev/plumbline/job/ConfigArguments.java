package dev.plumbline.job;

import dev.plumbline.job.config.ConfigException;
import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.Option;

/** Where the configuration comes from on a cluster. */
final class ConfigArguments {

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

    /**
     * The configuration with its overrides.
     *
     * @throws ConfigException if it is refused
     */
    JobConfig load() {
        return ConfigLoader.load(readConfig(), configFile, overrides, System.getenv());
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
