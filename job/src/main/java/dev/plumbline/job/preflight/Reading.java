package dev.plumbline.job.preflight;

import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.LabelsConfig;
import dev.plumbline.job.config.SourceConfig;
import dev.plumbline.job.config.StartPosition;
import dev.plumbline.job.config.StopPosition;
import dev.plumbline.job.time.Coverage;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a job is going to read, looked up before it starts: where a range of Kafka begins and ends in each partition, and which
 * windows that covers.
 *
 * @param config the configuration; where it asks for a range, with offsets for every partition
 * @param coverage which windows are covered wholly
 * @param predictions the range of the predictions
 * @param labels the range of labels that come by themselves; none without such
 * @param remarks what the user should know before it starts, in sentences
 */
public record Reading(
        JobConfig config, Coverage coverage, OffsetRange predictions, OffsetRange labels, List<String> remarks) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Copies the list. */
    public Reading {
        remarks = List.copyOf(remarks);
    }

    /**
     * Looks up the ranges that a configuration asks for; asks nobody if it asks for none.
     *
     * @throws PreflightException if the broker does not tell, or if a range is impossible
     */
    public static Reading of(JobConfig config) {
        return new ReadingResolver((section, source) -> KafkaLog.open(section, source, PATIENCE)).resolve(config);
    }

    /** Ranges that were looked up before. */
    public static Reading again(JobConfig config, OffsetRange predictions, OffsetRange labels, Coverage coverage) {
        return new Reading(fixed(config, predictions, labels), coverage, predictions, labels, List.of());
    }

    /** The configuration with the offsets of these ranges, where there is one. */
    static JobConfig fixed(JobConfig config, OffsetRange predictions, OffsetRange labels) {
        JobConfig fixed = config.withSource(fixed(config.source(), predictions));
        LabelsConfig known = config.labels().orElse(null);
        return known == null ? fixed : fixed.withLabels(known.withSource(fixed(known.source(), labels)));
    }

    private static SourceConfig fixed(SourceConfig source, OffsetRange range) {
        return source instanceof SourceConfig.Kafka kafka && !range.isNone()
                ? new SourceConfig.Kafka(
                        kafka.bootstrapServers(),
                        kafka.topics(),
                        kafka.groupId(),
                        new StartPosition.AtOffsets(range.starts()),
                        kafka.isBounded() ? new StopPosition.AtOffsets(range.stops()) : kafka.stop(),
                        kafka.properties())
                : source;
    }

    /** Whether anything is read in a range of Kafka. */
    public boolean isRange() {
        return !predictions.isNone() || !labels.isNone();
    }

    /** The first offsets that are read, as a replay takes them for its beginning; empty without a range. */
    public String from() {
        return offsets(range -> range.starts().toString());
    }

    /** The first offsets that are not read, as a replay takes them for its end; empty without a range. */
    public String to() {
        return offsets(range -> range.stops().toString());
    }

    private String offsets(Function<OffsetRange, String> end) {
        return Stream.of(predictions, labels)
                .filter(range -> !range.isNone())
                .map(end)
                .collect(Collectors.joining(","));
    }

    /** How many offsets are going to be read. */
    public long length() {
        return predictions.length() + labels.length();
    }

    /** How many partitions are going to be read in ranges. */
    public int partitions() {
        return predictions.spans().size() + labels.spans().size();
    }
}
