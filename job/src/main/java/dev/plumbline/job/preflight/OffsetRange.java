package dev.plumbline.job.preflight;

import dev.plumbline.job.config.Partition;
import dev.plumbline.job.config.PartitionOffsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What is read of the topics of one source.
 *
 * @param spans some offsets of every partition; empty if the source has no range, as files have none
 */
public record OffsetRange(SortedMap<Partition, Span> spans) {

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

    /** Copies the map. */
    public OffsetRange {
        spans = Collections.unmodifiableSortedMap(new TreeMap<>(spans));
    }

    /** No range at all. */
    public static OffsetRange none() {
        return new OffsetRange(new TreeMap<>());
    }

    /** From {@link #starts()} to {@link #stops()}; a partition without a stop is not read. */
    public static OffsetRange between(PartitionOffsets starts, PartitionOffsets stops) {
        SortedMap<Partition, Span> spans = new TreeMap<>();
        starts.byPartition()
                .forEach((partition, start) ->
                        spans.put(partition, new Span(start, stops.byPartition().getOrDefault(partition, start))));
        return new OffsetRange(spans);
    }

    /** Whether there is no range. */
    public boolean isNone() {
        return spans.isEmpty();
    }

    /** The first offset that is read, per partition. */
    public PartitionOffsets starts() {
        return offsets(Span::start);
    }

    /** The first offset that is not read, per partition. */
    public PartitionOffsets stops() {
        return offsets(Span::stop);
    }

    private PartitionOffsets offsets(ToLongFunction<Span> end) {
        SortedMap<Partition, Long> offsets = new TreeMap<>();
        spans.forEach((partition, span) -> offsets.put(partition, end.applyAsLong(span)));
        return new PartitionOffsets(offsets);
    }

    /** How many offsets are going to be read. */
    public long length() {
        return spans.values().stream().mapToLong(Span::length).sum();
    }
}
