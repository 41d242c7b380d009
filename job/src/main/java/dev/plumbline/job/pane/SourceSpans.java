package dev.plumbline.job.pane;

import dev.plumbline.job.flow.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/** Collects where the records of one sum stand in the log; see {@link SourceSpan}. A task reads few partitions, so a list will do. */
final class SourceSpans {

    private final List<Span> spans = new ArrayList<>(1);

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
        Span span = span(topic, partition, offset);
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
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            if (span.partition == partition && span.topic.equals(topic)) {
                return span;
            }
        }
        Span span = new Span(topic, partition, offset);
        spans.add(span);
        return span;
    }
}
