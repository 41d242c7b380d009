package dev.plumbline.job.pane;

import dev.plumbline.job.aggregate.WindowAccumulator;
import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.SeriesKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The sum of a series in one pane while records are added to it, and where these stand in the log. Once closed it can be opened for
 * another pane: with many series, making sums anew for each pane is what would cost most.
 *
 * <p>It may feed sums of coarser cuts: they get its records when it leaves, by merging, and must not get them before.
 */
final class OpenSum {

    /** No pane starts here: it would have to end before the earliest time that is accepted. */
    private static final long CLOSED = Long.MIN_VALUE;

    private static final List<OpenSum> NOTHING = List.of();

    private final WindowAccumulator accumulator;
    private final SourceSpans spans = new SourceSpans();
    private long paneStart = CLOSED;
    private boolean feeding;

    /** Its own list once it has ever fed one. */
    private List<OpenSum> fed = NOTHING;

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
        if (feeding) {
            feeding = false;
            fed.clear();
        }
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

    /** Makes it feed another sum of its pane; only while it is empty. */
    void feed(OpenSum coarser) {
        if (!feeding) {
            feeding = true;
            if (fed == NOTHING) {
                fed = new ArrayList<>(1);
            }
        }
        fed.add(coarser);
    }

    /** Says whether all coarser sums that its records count in get them from it. */
    boolean isFeeding() {
        return feeding;
    }

    /** Gives its records to the sums that it feeds; to be called once, when no record is added any more. */
    void giveOn(WindowAggregate aggregate) {
        if (feeding) {
            for (int i = 0; i < fed.size(); i++) {
                OpenSum coarser = fed.get(i);
                aggregate.merge(coarser.accumulator, accumulator);
                coarser.spans.merge(spans);
            }
        }
    }

    /** Returns the sum as it is sent; good until this one is closed. */
    PaneSum toPaneSum(SeriesKey key) {
        return new PaneSum(key, paneStart, accumulator, spans.toList());
    }
}
