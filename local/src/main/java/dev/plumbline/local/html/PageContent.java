package dev.plumbline.local.html;

import java.util.List;

/**
 * The reports that a page shows, and how many it does not, for want of room.
 *
 * @param series those that it shows, the most important first
 * @param seriesLeftOut series of which it shows nothing
 * @param windowsLeftOut windows of the shown series that are not shown, the oldest ones
 * @param binsLeftOut shown windows whose bins are not, the oldest ones
 */
public record PageContent(List<PageSeries> series, long seriesLeftOut, long windowsLeftOut, long binsLeftOut) {
    /** Copies the list. */
    public PageContent {
        series = List.copyOf(series);
    }

    /** How many windows it shows. */
    public long windows() {
        return series.stream().mapToLong(shown -> shown.windows().size()).sum();
    }

    /** Whether it shows everything. */
    public boolean isComplete() {
        return seriesLeftOut + windowsLeftOut + binsLeftOut == 0;
    }
}
