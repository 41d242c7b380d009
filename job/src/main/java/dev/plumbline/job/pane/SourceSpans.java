package dev.plumbline.job.pane;

import dev.plumbline.job.flow.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects where the records of one sum stand in the log; see {@link SourceSpan}. A task reads few partitions, so a chain will do;
 * there is one for each open sum, so it must be small, and its first link, mostly the only one, is itself. Lines of files are not
 * collected: nothing in a file is ever late.
 */
final class SourceSpans {

    /** Null until the first record ever comes. */
    private @Nullable String topic;

    private int partition;
    private long firstOffset = Long.MAX_VALUE;
    private long lastOffset = Long.MIN_VALUE;
    private long records;
    private @Nullable SourceSpans next;

    /**
     * In the first link: the one beyond the second that was looked for last, since records of one partition come in runs. The second
     * is found as quickly, and each change of a reference is work for the garbage collector.
     */
    private @Nullable SourceSpans recent;

    void add(String recordTopic, int recordPartition, long offset) {
        if (recordPartition < 0) {
            return;
        }
        SourceSpans link = this;
        if (!isOf(recordTopic, recordPartition)) {
            link = recent != null && recent.isOf(recordTopic, recordPartition)
                    ? recent
                    : find(recordTopic, recordPartition);
        }
        link.firstOffset = Math.min(link.firstOffset, offset);
        link.lastOffset = Math.max(link.lastOffset, offset);
        link.records++;
    }

    /** Adds where the records of another sum stand. */
    void merge(SourceSpans other) {
        for (SourceSpans from = other; from != null && from.topic != null; from = from.next) {
            if (from.records == 0) {
                continue;
            }
            SourceSpans link = find(from.topic, from.partition);
            link.firstOffset = Math.min(link.firstOffset, from.firstOffset);
            link.lastOffset = Math.max(link.lastOffset, from.lastOffset);
            link.records += from.records;
        }
    }

    /** Forgets all records. The links stay, so that partitions that come again cost nothing. */
    void clear() {
        for (SourceSpans link = this; link != null; link = link.next) {
            link.firstOffset = Long.MAX_VALUE;
            link.lastOffset = Long.MIN_VALUE;
            link.records = 0;
        }
    }

    /** Returns a span for each partition of which there are records. */
    List<SourceSpan> toList() {
        List<SourceSpan> list = new ArrayList<>(1);
        for (SourceSpans link = this; link != null && link.topic != null; link = link.next) {
            if (link.records == 0) {
                continue;
            }
            list.add(new SourceSpan(link.topic, link.partition, link.firstOffset, link.lastOffset, link.records));
        }
        return list;
    }

    private boolean isOf(String otherTopic, int otherPartition) {
        return partition == otherPartition && otherTopic.equals(topic);
    }

    private SourceSpans find(String wantedTopic, int wantedPartition) {
        if (topic == null) {
            begin(wantedTopic, wantedPartition);
            return this;
        }
        SourceSpans link = this;
        while (!link.isOf(wantedTopic, wantedPartition)) {
            if (link.next == null) {
                link.next = new SourceSpans();
                link.next.begin(wantedTopic, wantedPartition);
            }
            link = link.next;
        }
        if (link != next) {
            recent = link;
        }
        return link;
    }

    private void begin(String newTopic, int newPartition) {
        topic = newTopic;
        partition = newPartition;
    }
}
