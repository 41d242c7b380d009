package dev.plumbline.job.preflight;

import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.LabelsConfig;
import dev.plumbline.job.config.SourceConfig;
import dev.plumbline.job.config.StartPosition;
import dev.plumbline.job.time.Coverage;
import dev.plumbline.job.time.Panes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks up the ranges of predictions and labels, and what the two of them cover. */
final class ReadingResolver {

    /** Gives access to the topics of a source, which a section of the configuration names. */
    interface Logs {
        PartitionLog open(String section, SourceConfig.Kafka source);
    }

    private final Logs logs;

    ReadingResolver(Logs logs) {
        this.logs = logs;
    }

    Reading resolve(JobConfig config) {
        if (!(config.source() instanceof SourceConfig.Kafka source)) {
            return new Reading(config, Coverage.whole(), OffsetRange.none(), OffsetRange.none(), List.of());
        }
        List<String> remarks = new ArrayList<>();
        LabelsConfig labels = config.labels().orElse(null);
        ResolvedRange predictions = range("source.kafka", source, RangeRemarks.ofPredictions(), remarks);
        ResolvedRange known = labels == null
                ? null
                : range("labels.kafka", (SourceConfig.Kafka) labels.source(), RangeRemarks.ofLabels(), remarks);
        Coverage coverage = predictions == null || !source.isBounded()
                ? Coverage.endless()
                : coverage(config, predictions, known, remarks);
        OffsetRange ofPredictions = predictions == null ? OffsetRange.none() : predictions.offsets();
        OffsetRange ofLabels = known == null ? OffsetRange.none() : known.offsets();
        return new Reading(Reading.fixed(config, ofPredictions, ofLabels), coverage, ofPredictions, ofLabels, remarks);
    }

    /** The range of a source; null if it has neither an end nor a beginning by offsets, so that nobody needs to be asked. */
    private @Nullable ResolvedRange range(
            String section, SourceConfig.Kafka source, RangeRemarks remarks, List<String> all) {
        if (!source.isBounded() && !(source.start() instanceof StartPosition.AtOffsets)) {
            return null;
        }
        try (PartitionLog log = logs.open(section, source)) {
            ResolvedRange range = new RangeResolver(section, log, source, remarks).resolve();
            all.addAll(remarks.sentences());
            return range;
        }
    }

    private static Coverage coverage(
            JobConfig config, ResolvedRange predictions, @Nullable ResolvedRange known, List<String> remarks) {
        long delay = config.time()
                .outOfOrderness()
                .plus(config.time().allowedLateness())
                .toMillis();
        Coverage coverage = Coverage.between(predictions.from(), predictions.to(), delay);
        LabelsConfig labels = config.labels().orElse(null);
        if (labels != null && known != null) {
            JoinCoverage join = new JoinCoverage(labels, Panes.of(config.windows()), predictions, known, delay);
            remarks.addAll(join.remarks());
            coverage = join.coverage();
        }
        if (coverage.from() != Long.MIN_VALUE && coverage.from() >= coverage.to() - delay) {
            remarks.add("The range is too short to cover any window: it takes the window's length, and " + delay
                    + " ms for the records that come late (time.out_of_orderness and time.allowed_lateness)"
                    + (labels == null ? "" : ", and the time for which labels are waited for")
                    + ". All reports will be marked as partial.");
        }
        return coverage;
    }
}
