package dev.plumbline.job.pane;

import dev.plumbline.job.aggregate.WindowAccumulator;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.pane.KnownSeries.Series;

/** The sum of one series in one pane while records are still added to it, and where these stand in the log. */
final class OpenSum {

    private final long paneStart;
    private final WindowAccumulator accumulator;
    private final SourceSpans spans = new SourceSpans();
    private Series series;

    /** Opens an empty sum, which its series then knows as its latest. */
    OpenSum(Series series, long paneStart, WindowAccumulator accumulator) {
        this.series = series;
        this.paneStart = paneStart;
        this.accumulator = accumulator;
        series.latest = this;
    }

    /** Makes the series know this sum as its latest. */
    void becomeLatestOf(Series newSeries) {
        series = newSeries;
        series.latest = this;
    }

    /** Closes the sum: no record may be added any more, and its series does not lead to it. */
    PaneSum close() {
        if (series.latest == this) {
            series.latest = null;
        }
        return new PaneSum(series.key(), paneStart, accumulator, spans.toList());
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
}
