package dev.plumbline.job.pane;

import dev.plumbline.job.flow.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects where the records of one sum stand in the log; see {@link SourceSpan}. A task reads few partitions, so a list will do.
 * Lines of files are not collected: nothing in a file is ever late.
 */
final class SourceSpans {

    private final List<Span> spans = new ArrayList<>(1);

    // Records of one partition come in runs.
    private @Nullable Span last;

    private static final class Span {
        private final String topic;
        private final int partition;
        private long firstOffset;
        private long lastOffset;
        private long records;

        Span(String topic, int partition, long offset) {
            this.topic = topic;
            this.partition = partition;
            this.firstOffset = offset;
            this.lastOffset = offset;
        }
    }

    void add(String topic, int partition, long offset) {
        if (partition < 0) {
            return;
        }
        Span span = span(topic, partition, offset);
        last = span;
        span.firstOffset = Math.min(span.firstOffset, offset);
        span.lastOffset = Math.max(span.lastOffset, offset);
        span.records++;
    }

    List<SourceSpan> toList() {
        List<SourceSpan> list = new ArrayList<>(spans.size());
        for (Span span : spans) {
            list.add(new SourceSpan(span.topic, span.partition, span.firstOffset, span.lastOffset, span.records));
        }
        return list;
    }

    private Span span(String topic, int partition, long offset) {
        if (last != null && last.partition == partition && last.topic.equals(topic)) {
            return last;
        }
        for (Span span : spans) {
            if (span.partition == partition && span.topic.equals(topic)) {
                return span;
            }
        }
        Span span = new Span(topic, partition, offset);
        spans.add(span);
        return span;
    }
}
