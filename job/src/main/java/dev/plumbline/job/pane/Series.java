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
    private final int slicing;
    /** In the order of the slicing's attributes; none for everyone and for an overflow slice. */
    private final List<String> values;

    private final SeriesKey key;

    // As the key has them; here, a look-up needs not touch the key.
    private final String model;
    private final String version;

    private boolean forgotten;

    private @Nullable OpenSum first;
    private @Nullable OpenSum second;
    private boolean secondIsLatest;

    /** By the start of their panes; null while there are none, which is nearly always. */
    private @Nullable Map<Long, OpenSum> others;

    /**
     * Creates a series without open sums.
     *
     * @param hash of what it is looked up by
     * @param slicing the position of its slicing, or what stands for everyone or for an overflow slice
     * @param values the values of the slicing's attributes; none if it is no slice of its own
     * @param key its name downstream
     */
    Series(int hash, int slicing, List<String> values, SeriesKey key) {
        this.hash = hash;
        this.slicing = slicing;
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

    int slicing() {
        return slicing;
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

    /** Takes note that a sum of this pane was closed. */
    void closed(long paneStart) {
        if (others != null) {
            others.remove(paneStart);
            if (others.isEmpty()) {
                others = null;
            }
        }
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
