package dev.plumbline.job.pane;

import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.flow.SeriesKey;
import dev.plumbline.serde.Prediction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A series that records belong to, as it is remembered: its key, how it was asked for, and its open sums.
 *
 * <p>Records come mostly in order, so mostly one pane is open, and two while one follows the other. These two have a place each, and
 * stay there when they are closed, to be opened again; a series with more panes open at once keeps the others in a map. Not
 * thread-safe.
 */
final class Series {

    private final int hash;
    private final SeriesFamily family;
    /** In the order of the family's attributes. */
    private final List<String> values;

    private final SeriesKey key;

    // As the key has them; here, a look-up needs not touch the key.
    private final String model;
    private final String version;

    private boolean forgotten;

    private long newestClosedPane = Long.MIN_VALUE;
    private int usualRecords;

    private @Nullable OpenSum first;
    private @Nullable OpenSum second;
    private boolean secondIsLatest;

    /** By the start of their panes; null while there are none, which is nearly always. */
    private @Nullable Map<Long, OpenSum> others;

    /**
     * Creates a series without open sums.
     *
     * @param hash of what it is looked up by
     * @param family its family
     * @param values the values of the family's attributes
     * @param key its name downstream
     */
    Series(int hash, SeriesFamily family, List<String> values, SeriesKey key) {
        this.hash = hash;
        this.family = family;
        this.values = values;
        this.key = key;
        this.model = key.model();
        this.version = key.version();
    }

    SeriesKey key() {
        return key;
    }

    int hash() {
        return hash;
    }

    SeriesFamily family() {
        return family;
    }

    List<String> values() {
        return values;
    }

    boolean isOfOrigin(Prediction prediction) {
        return model.equals(prediction.model()) && version.equals(prediction.version());
    }

    /** Says whether a look-up would no longer find it, but another one of the same key. */
    boolean isForgotten() {
        return forgotten;
    }

    /** Makes it one that no look-up finds, and drops its sums; an origin may hang on to it for long. */
    void forget() {
        forgotten = true;
        first = null;
        second = null;
        others = null;
    }

    /** Returns the open sum of a pane; null if there is none. */
    @Nullable
    OpenSum find(long paneStart) {
        OpenSum sum = first;
        if (sum != null && sum.paneStart() == paneStart) {
            secondIsLatest = false;
            return sum;
        }
        sum = second;
        if (sum != null && sum.paneStart() == paneStart) {
            secondIsLatest = true;
            return sum;
        }
        return others == null ? null : others.get(paneStart);
    }

    /** Opens the sum of a pane that has none. */
    OpenSum open(long paneStart, WindowAggregate aggregate) {
        OpenSum one = first;
        OpenSum other = second;
        OpenSum opened;
        if (one != null && one.isClosed()) {
            opened = one;
        } else if (other != null && other.isClosed()) {
            opened = other;
        } else {
            opened = new OpenSum(aggregate.createAccumulator());
            place(opened, one, other);
        }
        opened.open(paneStart);
        secondIsLatest = opened == second;
        return opened;
    }

    /** Takes note that a sum of this pane, with so many records, was closed. */
    void closed(long paneStart, long sumOfRecords) {
        int records = (int) Math.min(sumOfRecords, Integer.MAX_VALUE);
        if (paneStart > newestClosedPane) {
            newestClosedPane = paneStart;
            usualRecords = Math.max(records, usualRecords / 2);
        } else {
            usualRecords = Math.max(records, usualRecords);
        }
        if (others != null) {
            others.remove(paneStart);
            if (others.isEmpty()) {
                others = null;
            }
        }
    }

    /**
     * Returns how many records its next sum may be expected to hold: as many as that of the last pane. A pane may have several sums,
     * some of them with a few records only that come late or right before a checkpoint; so it is the largest of the last pane, and
     * falls by half from pane to pane at most.
     */
    int usualRecords() {
        return usualRecords;
    }

    /** The place of the two that was not used last is given away. */
    private void place(OpenSum added, @Nullable OpenSum one, @Nullable OpenSum other) {
        if (one == null) {
            first = added;
        } else if (other == null) {
            second = added;
        } else if (secondIsLatest) {
            putAside(one);
            first = added;
        } else {
            putAside(other);
            second = added;
        }
    }

    private void putAside(OpenSum sum) {
        if (others == null) {
            others = new HashMap<>();
        }
        others.put(sum.paneStart(), sum);
    }
}
