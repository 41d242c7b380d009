package dev.plumbline.job.pane;

import dev.plumbline.job.aggregate.WindowAccumulator;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.SeriesKey;

/**
 * The sum of a series in one pane while records are added to it, and where these stand in the log. Once closed it can be opened for
 * another pane: with many series, making sums anew for each pane is what would cost most.
 */
final class OpenSum {

    /** No pane starts here: it would have to end before the earliest time that is accepted. */
    private static final long CLOSED = Long.MIN_VALUE;

    private final WindowAccumulator accumulator;
    private final SourceSpans spans = new SourceSpans();
    private long paneStart = CLOSED;

    /** Creates a closed sum over an empty accumulator, which it takes over. */
    OpenSum(WindowAccumulator accumulator) {
        this.accumulator = accumulator;
    }

    void open(long newPaneStart) {
        paneStart = newPaneStart;
    }

    /** Forgets everything. */
    void close() {
        accumulator.clear();
        spans.clear();
        paneStart = CLOSED;
    }

    boolean isClosed() {
        return paneStart == CLOSED;
    }

    long paneStart() {
        return paneStart;
    }

    WindowAccumulator accumulator() {
        return accumulator;
    }

    SourceSpans spans() {
        return spans;
    }

    /** Returns the sum as it is sent; good until this one is closed. */
    PaneSum toPaneSum(SeriesKey key) {
        return new PaneSum(key, paneStart, accumulator, spans.toList());
    }
}
