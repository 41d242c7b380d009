package dev.plumbline.local.replay;

import dev.plumbline.job.config.Partition;
import dev.plumbline.job.config.PartitionOffsets;
import dev.plumbline.job.preflight.OffsetRange.Span;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far each partition of one source has been read. It only ever grows: what a restart reads again is not counted twice. Not thread-safe.
 */
final class Positions {
    private final SortedMap<Partition, Span> spans;
    private final SortedMap<Partition, Long> next = new TreeMap<>();

    /** At the start of each span, or where an earlier run had come to, in the form of {@link #toString()}. */
    Positions(SortedMap<Partition, Span> spans, String before) {
        this.spans = spans;
        spans.forEach((partition, span) -> next.put(partition, span.start()));
        if (!before.isBlank()) {
            PartitionOffsets.parse(before.strip())
                    .byPartition()
                    .forEach((partition, offset) -> read(partition, offset - 1));
        }
    }

    /** The record at the offset has been read; partitions that are not part of it, and offsets beyond it, are passed over. */
    void read(Partition partition, long offset) {
        Span span = spans.get(partition);
        if (span != null) {
            next.merge(partition, Math.min(span.stop(), offset + 1), Math::max);
        }
    }

    /** Every record has been read. */
    void finish() {
        spans.forEach((partition, span) -> next.put(partition, span.stop()));
    }

    /** All of them. */
    Set<Partition> partitions() {
        return spans.keySet();
    }

    /** How many offsets lie behind. */
    long done() {
        long done = 0;
        for (Map.Entry<Partition, Span> entry : spans.entrySet()) {
            done += next.getOrDefault(entry.getKey(), entry.getValue().start())
                    - entry.getValue().start();
        }
        return done;
    }

    /** The next offset of each partition; empty without any. */
    @Override
    public String toString() {
        return next.isEmpty() ? "" : new PartitionOffsets(next).toString();
    }
}
