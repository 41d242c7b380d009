package dev.plumbline.job.pane;

import dev.plumbline.job.aggregate.WindowAccumulator;
import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.SeriesKey;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.time.Panes;
import dev.plumbline.serde.Prediction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The open partial sums of one task: an accumulator per series and pane. A buffer with three verbs: add a record, send what a
 * watermark has completed, send everything.
 *
 * <p>It is emptied before each checkpoint, so it needs no state of its own; and it never holds more than its capacity, so a
 * flood of model names costs network, not memory. Plain Java, not thread-safe.
 */
final class PaneBuffer {

    private final WindowAggregate aggregate;
    private final Panes panes;
    private final List<Slicing> slicings;
    private final int capacity;
    private final Consumer<PaneSum> downstream;

    private final NavigableMap<Long, Map<SeriesKey, OpenSum>> open = new TreeMap<>();
    private int size;

    private final SeriesKeys keys;

    // Records come mostly in order, so the last pane is mostly the next one.
    private long lastPaneStart = Long.MIN_VALUE;
    private Map<SeriesKey, OpenSum> lastPane = new HashMap<>();

    private record OpenSum(WindowAccumulator accumulator, SourceSpans spans) {}

    /**
     * Creates an empty buffer.
     *
     * @param aggregate how a record is added
     * @param panes the panes
     * @param slicings the ways in which the population is cut
     * @param capacity how many open sums are held at most, at least 1
     * @param downstream receives each sum that leaves, to keep; the buffer never touches it again
     */
    PaneBuffer(
            WindowAggregate aggregate,
            Panes panes,
            List<Slicing> slicings,
            int capacity,
            Consumer<PaneSum> downstream) {
        if (capacity < 1) {
            throw new IllegalArgumentException("A pane buffer holds at least one sum; capacity is " + capacity + ".");
        }
        this.aggregate = aggregate;
        this.panes = panes;
        this.slicings = List.copyOf(slicings);
        this.keys = new SeriesKeys(this.slicings, capacity);
        this.capacity = capacity;
        this.downstream = downstream;
    }

    /**
     * Adds a record to the sum of its series and pane, and to that of each slice that it is in; where that would be one sum too
     * many, sends all the others first.
     */
    void add(SourceRecord record) {
        Prediction prediction = record.prediction();
        add(record, keys.whole(prediction));
        for (int i = 0; i < slicings.size(); i++) {
            if (slicings.get(i).holds(prediction)) {
                add(record, keys.slice(prediction, i));
            }
        }
    }

    private void add(SourceRecord record, SeriesKey key) {
        Prediction prediction = record.prediction();
        Map<SeriesKey, OpenSum> pane = pane(panes.start(prediction.time()));
        OpenSum sum = pane.get(key);
        if (sum == null) {
            if (size >= capacity) {
                flush();
                pane = pane(panes.start(prediction.time()));
            }
            sum = new OpenSum(aggregate.createAccumulator(), new SourceSpans());
            pane.put(key, sum);
            size++;
        }
        aggregate.add(prediction, sum.accumulator());
        sum.spans().add(record.topic(), record.partition(), record.offset());
    }

    /** Sends the sums of every pane of which, by this watermark, no record in order is expected any more. */
    void advanceTo(long watermark) {
        while (!open.isEmpty()) {
            long paneStart = open.firstKey();
            if (panes.end(paneStart) - 1 > watermark) {
                return;
            }
            send(paneStart);
        }
    }

    /** Sends every sum; the buffer is empty afterwards. */
    void flush() {
        while (!open.isEmpty()) {
            send(open.firstKey());
        }
    }

    /** Returns how many sums are open. */
    int size() {
        return size;
    }

    private void send(long paneStart) {
        Map<SeriesKey, OpenSum> sums = open.remove(paneStart);
        if (sums == null) {
            return;
        }
        lastPaneStart = Long.MIN_VALUE;
        size -= sums.size();
        sums.forEach((key, sum) -> downstream.accept(
                new PaneSum(key, paneStart, sum.accumulator(), sum.spans().toList())));
    }

    private Map<SeriesKey, OpenSum> pane(long paneStart) {
        if (paneStart != lastPaneStart) {
            lastPane = open.computeIfAbsent(paneStart, start -> new HashMap<>());
            lastPaneStart = paneStart;
        }
        return lastPane;
    }
}
