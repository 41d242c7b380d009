package dev.plumbline.job.preflight;

import dev.plumbline.job.config.Partition;
import dev.plumbline.job.config.SourceConfig;
import dev.plumbline.job.config.StartPosition;
import dev.plumbline.job.config.StopPosition;
import dev.plumbline.job.preflight.OffsetRange.Span;
import dev.plumbline.job.preflight.PartitionLog.Bounds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the offsets of a range in each partition, and the times between which everything that came in is read. */
final class RangeResolver {

    private final String section;
    private final PartitionLog log;
    private final SourceConfig.Kafka source;
    private final SortedMap<Partition, Bounds> bounds;
    private final List<String> problems = new ArrayList<>();
    private final RangeRemarks remarks;

    /**
     * Prepares.
     *
     * @param section the source's place in the configuration
     * @param log the topics
     * @param source where the range begins and ends
     * @param remarks where it is noted what is strange about the range
     */
    RangeResolver(String section, PartitionLog log, SourceConfig.Kafka source, RangeRemarks remarks) {
        this.section = section;
        this.log = log;
        this.source = source;
        this.bounds = log.bounds();
        this.remarks = remarks;
    }

    ResolvedRange resolve() {
        checkPartitions();
        Map<Partition, Long> starts = starts();
        Map<Partition, Long> stops = stops();
        SortedMap<Partition, Span> spans = new TreeMap<>();
        bounds.forEach((partition, known) -> {
            long start = clamp(starts.get(partition), known);
            long stop = clamp(stops.get(partition), known);
            if (start > stop && isNamed(partition)) {
                problems.add(section + ": the range begins at offset " + start + " of " + partition
                        + " and ends at offset " + stop + ", before it begins; end later, or begin earlier");
            }
            spans.put(partition, new Span(start, Math.max(start, stop)));
        });
        if (!problems.isEmpty()) {
            throw new PreflightException(problems);
        }
        OffsetRange offsets = new OffsetRange(spans);
        if (!source.isBounded()) {
            return new ResolvedRange(offsets, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        remarks.content(spans, bounds);
        return new ResolvedRange(offsets, from(spans), to(spans));
    }

    private void checkPartitions() {
        if (source.start() instanceof StartPosition.AtOffsets at) {
            at.offsets().byPartition().forEach(this::checkOffset);
        }
        if (source.stop() instanceof StopPosition.AtOffsets at) {
            at.offsets().byPartition().forEach(this::checkOffset);
        }
    }

    private void checkOffset(Partition partition, long offset) {
        Bounds known = bounds.get(partition);
        if (known == null) {
            problems.add(section + ": there is no partition " + partition + "; its topic has "
                    + bounds.keySet().stream()
                            .filter(other -> other.topic().equals(partition.topic()))
                            .count());
        } else if (offset > known.end()) {
            problems.add(section + ": offset " + offset + " of " + partition
                    + " lies in the future, the partition ends at " + known.end() + "; name an offset up to that");
        } else if (offset < known.first()) {
            remarks.deletedOffset(partition, offset, known.first());
        }
    }

    private boolean isNamed(Partition partition) {
        return (source.start() instanceof StartPosition.AtOffsets from
                        && from.offsets().byPartition().containsKey(partition))
                || (source.stop() instanceof StopPosition.AtOffsets to
                        && to.offsets().byPartition().containsKey(partition));
    }

    private static long clamp(@Nullable Long offset, Bounds known) {
        return offset == null ? known.stable() : Math.max(known.first(), Math.min(known.stable(), offset));
    }

    /** By partition, what is asked for; the end of the partition where there is nothing. */
    private Map<Partition, Long> starts() {
        StartPosition start = source.start();
        if (start instanceof StartPosition.At at) {
            return log.firstSince(at.time());
        }
        Map<Partition, Long> starts = new TreeMap<>();
        if (start instanceof StartPosition.Latest) {
            return starts;
        }
        bounds.forEach((partition, known) -> starts.put(partition, known.first()));
        if (start instanceof StartPosition.AtOffsets at) {
            starts.putAll(at.offsets().byPartition());
        } else if (start instanceof StartPosition.Committed) {
            starts.putAll(log.committed());
        }
        return starts;
    }

    private Map<Partition, Long> stops() {
        if (source.stop() instanceof StopPosition.At at) {
            return log.firstSince(at.time());
        }
        return source.stop() instanceof StopPosition.AtOffsets at ? at.offsets().byPartition() : Map.of();
    }

    /** From when on nothing is missing: the latest of all partitions. */
    private long from(SortedMap<Partition, Span> spans) {
        long latest = Long.MIN_VALUE;
        for (Map.Entry<Partition, Span> entry : spans.entrySet()) {
            latest = Math.max(latest, from(entry.getKey(), entry.getValue().start()));
        }
        return latest;
    }

    private long from(Partition partition, long start) {
        if (start == 0) {
            return Long.MIN_VALUE;
        }
        Bounds known = bounds.getOrDefault(partition, new Bounds(start, start, start));
        // Every record that is left and was passed over is older than the time asked for; deleted ones are older still.
        boolean passedOver = start > known.first() || (!known.lostSome() && known.isEmpty());
        if (source.start() instanceof StartPosition.At at && passedOver) {
            return at.time().toEpochMilli();
        }
        // Records that came in in the same millisecond may have been left out.
        long from = log.timeAt(partition, start).orElse(log.now()) + 1;
        if (source.start() instanceof StartPosition.At at) {
            from = Math.max(from, at.time().toEpochMilli());
        }
        if (start == known.first()) {
            remarks.deleted(
                    partition, known, from - 1, source.start() instanceof StartPosition.At at ? at.time() : null);
        }
        return from;
    }

    /** Up to when nothing is missing: the earliest of all partitions. */
    private long to(SortedMap<Partition, Span> spans) {
        long earliest = Long.MAX_VALUE;
        for (Map.Entry<Partition, Span> entry : spans.entrySet()) {
            earliest = Math.min(earliest, to(entry.getKey(), entry.getValue().stop()));
        }
        return earliest;
    }

    private long to(Partition partition, long stop) {
        Bounds known = bounds.getOrDefault(partition, new Bounds(stop, stop, stop));
        long to = log.now();
        if (stop < known.end() && !(source.stop() instanceof StopPosition.At && stop < known.stable())) {
            to = Math.min(to, log.timeAt(partition, stop).orElse(to));
            if (stop == known.stable()) {
                remarks.openTransaction(partition, to);
            }
        }
        if (source.stop() instanceof StopPosition.At at) {
            long asked = at.time().toEpochMilli();
            if (asked > log.now()) {
                remarks.future(Instant.ofEpochMilli(log.now()));
            }
            to = Math.min(to, asked);
        }
        return to;
    }
}
