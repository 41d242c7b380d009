package dev.plumbline.job.flow;

import dev.plumbline.job.aggregate.WindowAccumulator;
import java.util.List;

/**
 * The partial sum of one series over one pane, as one task saw it. Several may follow for the same series and pane; their
 * merge is the pane. Its accumulator is used again once it is sent, so who receives one in the same task must not keep it.
 *
 * @param key the series
 * @param paneStart first millisecond of the pane
 * @param accumulator the sum; never empty
 * @param spans where its records stand, one entry per partition
 */
public record PaneSum(SeriesKey key, long paneStart, WindowAccumulator accumulator, List<SourceSpan> spans) {}
