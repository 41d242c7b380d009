package dev.plumbline.job.pane;

import dev.plumbline.job.flow.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects where the records of one sum stand in the log; see {@link SourceSpan}. A task reads few partitions, so a chain will do;
 * there is one for each open sum, so it must be small. Lines of files are not collected: nothing in a file is ever late.
 */
final class SourceSpans {

    private @Nullable Span first;

    // Records of one partition come in runs.
    private @Nullable Span last;

    private static final class Span {
        private final String topic;
        private final int partition;
        private long firstOffset;
        private long lastOffset;
        private long records;
        private @Nullable Span next;

        Span(String topic, int partition, long offset) {
            this.topic = topic;
            this.partition = partition;
            this.firstOffset = offset;
            this.lastOffset = offset;
        }

        boolean isOf(String otherTopic, int otherPartition) {
            return partition == otherPartition && topic.equals(otherTopic);
        }
    }

    void add(String topic, int partition, long offset) {
        if (partition < 0) {
            return;
        }
        Span span = last;
        if (span == null || !span.isOf(topic, partition)) {
            span = find(topic, partition, offset);
            last = span;
        }
        span.firstOffset = Math.min(span.firstOffset, offset);
        span.lastOffset = Math.max(span.lastOffset, offset);
        span.records++;
    }

    /** Returns a span per partition, in the order in which the partitions came first. */
    List<SourceSpan> toList() {
        List<SourceSpan> list = new ArrayList<>(1);
        for (Span span = first; span != null; span = span.next) {
            list.add(new SourceSpan(span.topic, span.partition, span.firstOffset, span.lastOffset, span.records));
        }
        return list;
    }

    private Span find(String topic, int partition, long offset) {
        Span end = null;
        for (Span span = first; span != null; span = span.next) {
            if (span.isOf(topic, partition)) {
                return span;
            }
            end = span;
        }
        Span added = new Span(topic, partition, offset);
        if (end == null) {
            first = added;
        } else {
            end.next = added;
        }
        return added;
    }
}
