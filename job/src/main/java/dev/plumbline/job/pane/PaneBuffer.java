package dev.plumbline.job.pane;

import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.time.Panes;
import dev.plumbline.serde.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The open partial sums of one task: an accumulator per series and pane. A buffer with three verbs: add a record, send what a
 * watermark has completed, send everything.
 *
 * <p>It is emptied before each checkpoint, so it needs no state of its own; and it never holds more than its capacity, so a
 * flood of model names costs network, not memory. A series that comes again finds its accumulators where it left them, empty, so
 * in the long run nothing is allocated, neither for a record nor for a sum.
 *
 * <p>A record counts by several {@link Cuts}. Where the sum by a fine one is busy, its records are added to it alone, and it is merged
 * into the sums by the coarser ones when it leaves, which is the same to the bit. Whether it is so is decided when a sum is opened, and
 * holds until it leaves: a merge may cost as much as some records do, and then it must be expected to hold more. The sums that it feeds are
 * opened with it. So nothing is opened while sums leave, and as those of a pane leave together, none that is fed leaves too early.
 *
 * <p>Plain Java, not thread-safe.
 */
final class PaneBuffer {

    private final WindowAggregate aggregate;
    private final Panes panes;
    private final Cuts cuts;
    private final int capacity;
    private final int recordsPerMerge;
    private final Consumer<PaneSum> downstream;

    /** By pane, and then by cut, the series that have an open sum in it. */
    private final NavigableMap<Long, List<List<Series>>> open = new TreeMap<>();

    private int size;
    private final int[] sizesOfLastPane;

    private final KnownSeries known;

    /** Those of one record, by cut, while its sums are opened. */
    private final @Nullable Series[] found;

    // Records come mostly in order, so the last pane is mostly the next one.
    private long lastPaneStart;

    /**
     * Creates an empty buffer.
     *
     * @param aggregate how a record is added
     * @param panes the panes
     * @param slicings the ways in which the population is cut
     * @param capacity how many open sums are held at most, at least 1
     * @param recordsPerMerge how many records a sum must be expected to hold to be merged into coarser ones; 0 if all are
     * @param downstream receives each sum that leaves, and must not keep it: its accumulator is used again
     */
    PaneBuffer(
            WindowAggregate aggregate,
            Panes panes,
            List<Slicing> slicings,
            int capacity,
            int recordsPerMerge,
            Consumer<PaneSum> downstream) {
        if (capacity < 1) {
            throw new IllegalArgumentException("A pane buffer holds at least one sum; capacity is " + capacity + ".");
        }
        this.aggregate = aggregate;
        this.panes = panes;
        this.cuts = new Cuts(slicings);
        this.known = new KnownSeries(capacity, this::flush);
        this.found = new Series[cuts.size()];
        this.sizesOfLastPane = new int[cuts.size()];
        this.capacity = capacity;
        this.recordsPerMerge = recordsPerMerge;
        this.downstream = downstream;
    }

    /**
     * Adds a record to the sum of its series and pane, and to that of each slice that it, or an output of it, counts in; where that
     * would be one sum too many, sends all the others first.
     */
    void add(SourceRecord record) {
        Prediction prediction = record.prediction();
        long paneStart = paneStart(prediction.time());
        int position = 0;
        int firstByOutput = cuts.firstByOutput();
        while (position < firstByOutput) {
            Cut cut = cuts.get(position);
            if (!cut.holds(prediction)) {
                position++;
                continue;
            }
            Series series = find(record, cut, cut.family(record.overflow()));
            OpenSum sum = sumFor(record, paneStart, position, series);
            aggregate.add(prediction, sum.accumulator());
            position = sum.isFeeding() ? cut.end() : position + 1;
        }
        for (; position < cuts.size(); position++) {
            addByOutput(record, paneStart, position);
        }
    }

    /** Adds each output to a sum of its own, or the whole record to that of the overflow slice. */
    private void addByOutput(SourceRecord record, long paneStart, int position) {
        Prediction prediction = record.prediction();
        Cut cut = cuts.get(position);
        if (!cut.holds(prediction)) {
            return;
        }
        if (!cut.isByOutput(record.overflow())) {
            Series series = known.find(prediction, cut.family(record.overflow()));
            aggregate.add(
                    prediction, sumFor(record, paneStart, position, series).accumulator());
            return;
        }
        List<SeriesFamily> outputs = cut.outputs();
        for (int output = 0; output < outputs.size(); output++) {
            Series series = known.find(prediction, outputs.get(output));
            aggregate.addOutput(
                    prediction,
                    output,
                    sumFor(record, paneStart, position, series).accumulator());
        }
    }

    /** Returns the open sum of a series for a record, or an output of it, that is going to be added; where it stands is noted. */
    private OpenSum sumFor(SourceRecord record, long paneStart, int position, Series series) {
        OpenSum sum = series.find(paneStart);
        if (sum == null) {
            sum = open(record, paneStart, position, series);
        }
        sum.spans().add(record.topic(), record.partition(), record.offset());
        return sum;
    }

    private Series find(SourceRecord record, Cut cut, SeriesFamily family) {
        return cut.isEveryone() ? known.everyone(record, family) : known.find(record.prediction(), family);
    }

    /** The start of the pane that holds the time; a division is worth avoiding where one is made for every record. */
    private long paneStart(long time) {
        long sinceStart = time - lastPaneStart;
        if (sinceStart < 0 || sinceStart >= panes.millis()) {
            lastPaneStart = panes.start(time);
        }
        return lastPaneStart;
    }

    private OpenSum open(SourceRecord record, long paneStart, int position, Series series) {
        Cut cut = cuts.get(position);
        int sums = cut.end() - position;
        if (!mayFeed(position, series) || sums > capacity) {
            makeRoom(1);
            return openOne(paneStart, position, series);
        }
        // First all of them are looked up, then all are opened: a look-up may be the one before which all sums must
        // leave.
        for (int i = position + 1; i < cut.end(); i++) {
            found[i] = find(record, cuts.get(i), cuts.get(i).own());
        }
        makeRoom(sums);
        return openFeeding(paneStart, position, series);
    }

    /** Opens a sum with those that it feeds, as far as they are not open yet. */
    private OpenSum openFeeding(long paneStart, int position, Series series) {
        OpenSum sum = openOne(paneStart, position, series);
        int end = cuts.get(position).end();
        int next = position + 1;
        while (next < end) {
            Series ofCut = Objects.requireNonNull(found[next], "a series that was looked up");
            OpenSum coarser = ofCut.find(paneStart);
            if (coarser == null) {
                coarser = mayFeed(next, ofCut) ? openFeeding(paneStart, next, ofCut) : openOne(paneStart, next, ofCut);
            }
            sum.feed(coarser);
            next = coarser.isFeeding() ? cuts.get(next).end() : next + 1;
        }
        return sum;
    }

    private OpenSum openOne(long paneStart, int position, Series series) {
        open.computeIfAbsent(paneStart, start -> newPane()).get(position).add(series);
        size++;
        return series.open(paneStart, aggregate);
    }

    /** Says whether sums of a series are to be merged into those of coarser cuts. */
    private boolean mayFeed(int position, Series series) {
        Cut cut = cuts.get(position);
        return cut.end() > position + 1 && series.family() == cut.own() && series.usualRecords() >= recordsPerMerge;
    }

    private void makeRoom(int sums) {
        if (size + sums > capacity) {
            flush();
        }
    }

    private List<List<Series>> newPane() {
        List<List<Series>> pane = new ArrayList<>(cuts.size());
        for (int expected : sizesOfLastPane) {
            pane.add(new ArrayList<>(expected));
        }
        return pane;
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
        Arrays.fill(found, null);
    }

    /** Returns how many sums are open. */
    int size() {
        return size;
    }

    private void send(long paneStart) {
        List<List<Series>> pane = open.remove(paneStart);
        if (pane == null) {
            return;
        }
        for (int position = 0; position < pane.size(); position++) {
            List<Series> ofCut = pane.get(position);
            size -= ofCut.size();
            sizesOfLastPane[position] = ofCut.size();
            for (Series series : ofCut) {
                // A sum that is listed and not there would be records lost in silence.
                OpenSum sum = Objects.requireNonNull(series.find(paneStart), "an open sum");
                sum.giveOn(aggregate);
                downstream.accept(sum.toPaneSum(series.key()));
                series.closed(paneStart, sum.accumulator().records());
                sum.close();
            }
        }
    }
}
