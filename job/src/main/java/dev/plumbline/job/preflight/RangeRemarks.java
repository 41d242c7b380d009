package dev.plumbline.job.preflight;

import dev.plumbline.job.config.Partition;
import dev.plumbline.job.preflight.OffsetRange.Span;
import dev.plumbline.job.preflight.PartitionLog.Bounds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What there is to say about a range before it is read: that it is not what it seems. */
final class RangeRemarks {

    private static final int PARTITIONS_NAMED = 8;

    private final boolean labels;
    private final List<String> offsets = new ArrayList<>();
    private final SortedMap<Partition, Long> deleted = new TreeMap<>();
    private final List<Partition> emptied = new ArrayList<>();
    private final SortedMap<Partition, Long> transactions = new TreeMap<>();
    private final List<String> more = new ArrayList<>();
    private @Nullable Instant future;

    private RangeRemarks(boolean labels) {
        this.labels = labels;
    }

    /** Remarks on a range of predictions. */
    static RangeRemarks ofPredictions() {
        return new RangeRemarks(false);
    }

    /** Remarks on a range of labels. Which windows it covers is said together with that of the predictions. */
    static RangeRemarks ofLabels() {
        return new RangeRemarks(true);
    }

    /** The range names an offset that is not there any more. */
    void deletedOffset(Partition partition, long offset, long first) {
        offsets.add("Offset " + offset + " of " + partition + " has been deleted; the oldest there is " + first + ".");
    }

    /**
     * A partition that is read from its oldest record has lost older ones.
     *
     * @param oldest the time of the oldest record
     * @param asked from when on records were asked for; null for all
     */
    void deleted(Partition partition, Bounds known, long oldest, @Nullable Instant asked) {
        if (known.isEmpty()) {
            emptied.add(partition);
        } else if (asked == null || asked.toEpochMilli() < oldest) {
            deleted.put(partition, oldest);
        }
    }

    /** A partition is held up by a transaction that has not ended. */
    void openTransaction(Partition partition, long since) {
        transactions.put(partition, since);
    }

    /** The range ends later than the topic. */
    void future(Instant now) {
        future = now;
    }

    /** What the range holds. */
    void content(SortedMap<Partition, Span> spans, SortedMap<Partition, Bounds> bounds) {
        List<Partition> empty = spans.entrySet().stream()
                .filter(entry -> entry.getValue().length() == 0)
                .map(Map.Entry::getKey)
                .toList();
        if (empty.size() == spans.size()) {
            boolean nothingAtAll = bounds.values().stream().allMatch(Bounds::isEmpty);
            String record = labels ? "label" : "record";
            more.add(
                    nothingAtAll
                            ? "The topics " + (labels ? "of labels " : "") + "hold no record."
                            : "No " + record + " lies in the range: all there are came in before it, or after it.");
        } else if (!empty.isEmpty()) {
            more.add("Nothing lies in the range in " + names(empty) + ".");
        }
    }

    /** The sentences. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>(offsets);
        if (!deleted.isEmpty()) {
            Map.Entry<Partition, Long> last = latest(deleted);
            sentences.add("Older records have been deleted from " + names(List.copyOf(deleted.keySet()))
                    + ": the oldest that is left in " + last.getKey() + " came in at "
                    + Instant.ofEpochMilli(last.getValue()) + "."
                    + (labels ? "" : " Windows that began before are marked as partial."));
        }
        if (!emptied.isEmpty()) {
            sentences.add("All records have been deleted from " + names(emptied)
                    + ", so nobody can tell how new the last of them was: every window is marked as partial.");
        }
        if (!transactions.isEmpty()) {
            Map.Entry<Partition, Long> first = earliest(transactions);
            sentences.add("A transaction is open in " + names(List.copyOf(transactions.keySet()))
                    + ": reading ends before it, at records of " + Instant.ofEpochMilli(first.getValue())
                    + ". Replay again when it has ended.");
        }
        // Labels are read beyond the range of the predictions; how far they should come is told with what they cover.
        if (future != null && !labels) {
            sentences.add("The range ends in the future: reading ends where the topics ended at " + future + ".");
        }
        sentences.addAll(more);
        return sentences;
    }

    private static Map.Entry<Partition, Long> latest(SortedMap<Partition, Long> times) {
        return times.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    }

    private static Map.Entry<Partition, Long> earliest(SortedMap<Partition, Long> times) {
        return times.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
    }

    private static String names(List<Partition> partitions) {
        String named = partitions.stream()
                .limit(PARTITIONS_NAMED)
                .map(Partition::toString)
                .collect(Collectors.joining(", "));
        int more = partitions.size() - PARTITIONS_NAMED;
        return more > 0 ? named + " and " + more + " more partitions" : named;
    }
}
