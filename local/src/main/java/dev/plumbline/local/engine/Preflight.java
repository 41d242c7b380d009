package dev.plumbline.local.engine;

import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.LabelsConfig;
import dev.plumbline.job.config.SinkConfig;
import dev.plumbline.job.config.SourceConfig;
import dev.plumbline.job.preflight.KafkaPreflight;
import dev.plumbline.job.preflight.PreflightException;
import dev.plumbline.job.preflight.Reading;
import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks before the leap: whether what a configuration names is there and may be used. */
public final class Preflight {
    private Preflight() {}

    /**
     * Asks Kafka for the topics, and the disk for the files.
     *
     * @throws UserError with one sentence that says what is missing, and the way out
     */
    public static void check(JobConfig config) {
        requireReadable("source.files.path", config.source());
        config.labels().map(LabelsConfig::source).ifPresent(labels -> requireReadable("labels.files.path", labels));
        if (!needsKafka(config)) {
            return;
        }
        try {
            KafkaPreflight.check(config);
        } catch (PreflightException e) {
            throw new UserError(ExitCode.KAFKA, String.join("\n", e.problems()), e);
        }
    }

    private static void requireReadable(String option, SourceConfig source) {
        if (source instanceof SourceConfig.Files files && !Files.isReadable(Path.of(files.path()))) {
            throw new UserError(
                    ExitCode.INPUT,
                    "cannot read " + option + " " + files.path()
                            + ": there is no such file or folder, or permission is denied; check the path");
        }
    }

    /**
     * Finds out what is going to be read: where a range of Kafka begins and ends.
     *
     * @throws UserError with one sentence that says what is wrong, and the way out
     */
    public static Reading read(JobConfig config) {
        try {
            return Reading.of(config);
        } catch (PreflightException e) {
            throw new UserError(ExitCode.KAFKA, String.join("\n", e.problems()), e);
        }
    }

    /** Whether the configuration uses Kafka anywhere. */
    public static boolean needsKafka(JobConfig config) {
        return config.source() instanceof SourceConfig.Kafka
                || config.reports() instanceof SinkConfig.Kafka
                || config.deadLetters() instanceof SinkConfig.Kafka
                || config.ledger() instanceof SinkConfig.Kafka;
    }
}
