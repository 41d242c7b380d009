package dev.plumbline.job;

import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.source.Lateness;
import dev.plumbline.job.source.LogSource;
import dev.plumbline.job.time.Panes;
import org.jspecify.annotations.Nullable;

/**
 * Where records come from.
 *
 * @param predictions the predictions
 * @param labels their labels; null if predictions bring them along
 */
public record Inputs(LogSource predictions, @Nullable LogSource labels) {

    /** The sources that a configuration names. */
    public static Inputs of(JobConfig config) {
        Lateness lateness = new Lateness(
                Panes.of(config.windows()),
                config.time().outOfOrderness().toMillis(),
                config.time().allowedLateness().toMillis());
        return new Inputs(
                LogSource.predictions(config, lateness),
                config.labels()
                        .map(labels -> LogSource.labels(config, labels, lateness))
                        .orElse(null));
    }
}
