package dev.plumbline.job.preflight;

import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.Partition;
import dev.plumbline.job.config.PartitionOffsets;
import dev.plumbline.job.config.SourceConfig;
import dev.plumbline.job.config.StartPosition;
import dev.plumbline.job.config.StopPosition;
import dev.plumbline.job.time.Coverage;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What a job is going to read, looked up before it starts: where a range of Kafka begins and ends in each partition, and which
 * windows that covers.
 *
 * @param config the configuration; where it asks for a range, with offsets for every partition
 * @param coverage which windows are covered wholly
 * @param spans the offsets of a range, by partition; empty without one
 * @param remarks what the user should know before it starts, in sentences
 */
public record Reading(JobConfig config, Coverage coverage, SortedMap<Partition, Span> spans, List<String> remarks) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Some offsets of one partition. Not every offset is a record: transactions and compaction leave gaps.
     *
     * @param start the first that is read
     * @param stop the first that is not, at least {@code start}
     */
    public record Span(long start, long stop) {
        /** How many there are. */
        public long length() {
            return stop - start;
        }
    }

    /** Copies the collections. */
    public Reading {
        spans = Collections.unmodifiableSortedMap(new TreeMap<>(spans));
        remarks = List.copyOf(remarks);
    }

    /**
     * Looks up the range that a configuration asks for; asks nobody if it asks for none.
     *
     * @throws PreflightException if the broker does not tell, or if the range is impossible
     */
    public static Reading of(JobConfig config) {
        if (!(config.source() instanceof SourceConfig.Kafka kafka)) {
            return new Reading(config, Coverage.whole(), new TreeMap<>(), List.of());
        }
        if (!kafka.isBounded() && !(kafka.start() instanceof StartPosition.AtOffsets)) {
            return new Reading(config, Coverage.endless(), new TreeMap<>(), List.of());
        }
        long delay = config.time()
                .outOfOrderness()
                .plus(config.time().allowedLateness())
                .toMillis();
        try (KafkaLog log = KafkaLog.open(kafka, PATIENCE)) {
            return new RangeResolver(log, kafka, delay).resolve(config);
        }
    }

    /** A range that was looked up before. */
    public static Reading again(JobConfig config, SortedMap<Partition, Span> spans, Coverage coverage) {
        return config.source() instanceof SourceConfig.Kafka kafka
                ? new Reading(fixed(config, kafka, spans), coverage, spans, List.of())
                : new Reading(config, coverage, spans, List.of());
    }

    static JobConfig fixed(JobConfig config, SourceConfig.Kafka kafka, SortedMap<Partition, Span> spans) {
        return config.withSource(new SourceConfig.Kafka(
                kafka.bootstrapServers(),
                kafka.topics(),
                kafka.groupId(),
                new StartPosition.AtOffsets(offsets(spans, Span::start)),
                kafka.isBounded() ? new StopPosition.AtOffsets(offsets(spans, Span::stop)) : kafka.stop(),
                kafka.properties()));
    }

    private static PartitionOffsets offsets(SortedMap<Partition, Span> spans, ToLongFunction<Span> end) {
        SortedMap<Partition, Long> offsets = new TreeMap<>();
        spans.forEach((partition, span) -> offsets.put(partition, end.applyAsLong(span)));
        return new PartitionOffsets(offsets);
    }

    /** The first offset that is read, per partition. */
    public PartitionOffsets starts() {
        return offsets(spans, Span::start);
    }

    /** The first offset that is not read, per partition. */
    public PartitionOffsets stops() {
        return offsets(spans, Span::stop);
    }

    /** How many offsets are going to be read. */
    public long length() {
        return spans.values().stream().mapToLong(Span::length).sum();
    }
}
