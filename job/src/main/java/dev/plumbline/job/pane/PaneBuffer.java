package dev.plumbline.job.pane;

import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.time.Panes;
import dev.plumbline.serde.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The open partial sums of one task: an accumulator per series and pane. A buffer with three verbs: add a record, send what a
 * watermark has completed, send everything.
 *
 * <p>It is emptied before each checkpoint, so it needs no state of its own; and it never holds more than its capacity, so a
 * flood of model names costs network, not memory. A series that comes again finds its accumulators where it left them, empty, so
 * in the long run nothing is allocated, neither for a record nor for a sum. Plain Java, not thread-safe.
 */
final class PaneBuffer {

    private final WindowAggregate aggregate;
    private final Panes panes;
    private final List<Slicing> slicings;
    private final int capacity;
    private final Consumer<PaneSum> downstream;

    /** By pane, the series that have an open sum in it. */
    private final NavigableMap<Long, List<Series>> open = new TreeMap<>();

    private int size;
    private int sizeOfLastPane;

    private final KnownSeries known;

    // Records come mostly in order, so the last pane is mostly the next one.
    private long lastPaneStart;

    /**
     * Creates an empty buffer.
     *
     * @param aggregate how a record is added
     * @param panes the panes
     * @param slicings the ways in which the population is cut
     * @param capacity how many open sums are held at most, at least 1
     * @param downstream receives each sum that leaves, and must not keep it: its accumulator is used again
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
        this.known = new KnownSeries(this.slicings, capacity, this::flush);
        this.capacity = capacity;
        this.downstream = downstream;
    }

    /**
     * Adds a record to the sum of its series and pane, and to that of each slice that it counts in; where that would be one sum too
     * many, sends all the others first.
     */
    void add(SourceRecord record) {
        Prediction prediction = record.prediction();
        long paneStart = paneStart(prediction.time());
        add(record, paneStart, known.whole(record));
        for (int i = 0; i < slicings.size(); i++) {
            if (slicings.get(i).holds(prediction)) {
                add(
                        record,
                        paneStart,
                        record.isOverflow(i) ? known.overflow(prediction, i) : known.slice(prediction, i));
            }
        }
    }

    private void add(SourceRecord record, long paneStart, Series series) {
        OpenSum sum = series.find(paneStart);
        if (sum == null) {
            sum = open(series, paneStart);
        }
        aggregate.add(record.prediction(), sum.accumulator());
        sum.spans().add(record.topic(), record.partition(), record.offset());
    }

    /** The start of the pane that holds the time; a division is worth avoiding where one is made for every record. */
    private long paneStart(long time) {
        long sinceStart = time - lastPaneStart;
        if (sinceStart < 0 || sinceStart >= panes.millis()) {
            lastPaneStart = panes.start(time);
        }
        return lastPaneStart;
    }

    private OpenSum open(Series series, long paneStart) {
        if (size >= capacity) {
            flush();
        }
        open.computeIfAbsent(paneStart, start -> new ArrayList<>(sizeOfLastPane))
                .add(series);
        size++;
        return series.open(paneStart, aggregate);
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

    /** Drops everything, so that it takes no memory; the buffer is empty and can be used again. */
    void clear() {
        open.clear();
        size = 0;
        known.clear();
    }

    /** Returns how many sums are open. */
    int size() {
        return size;
    }

    private void send(long paneStart) {
        List<Series> pane = open.remove(paneStart);
        if (pane == null) {
            return;
        }
        size -= pane.size();
        sizeOfLastPane = pane.size();
        for (Series series : pane) {
            // A sum that is listed and not there would be records lost in silence.
            OpenSum sum = Objects.requireNonNull(series.find(paneStart), "an open sum");
            downstream.accept(sum.toPaneSum(series.key()));
            sum.close();
            series.closed(paneStart);
        }
    }
}
