package dev.plumbline.job.pane;

import dev.plumbline.job.flow.Origin;
import dev.plumbline.job.flow.SeriesKey;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.serde.Prediction;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The series that records belong to. Names repeat from record to record; looking a series up by its texts avoids building a key
 * for each record, so a record whose series are known allocates nothing. Open addressing with linear probing; once
 * full, it forgets everything and begins again, so hostile names cost time and not memory. Not thread-safe.
 */
final class KnownSeries {

    /** Nearly empty for most jobs: whether a series collides with another is what no branch prediction can learn. */
    private static final int SMALLEST_TABLE = 1024;

    private static final int GOLDEN_RATIO = 0x9E3779B9;

    /**
     * Names made to have one hash would stand in one long row. A series that is not found so soon is not remembered, and another one
     * of the same key has sums of its own; other names, in a table that is half full at most,
     * hardly ever have so many before them.
     */
    private static final int MOST_PROBES = 128;

    /** Stands for the series of everyone, where slices have the position of their slicing. */
    private static final int WHOLE = -1;

    /** Minus the position of its slicing, it stands for an overflow slice. */
    private static final int FIRST_OVERFLOW = -2;

    private final List<Slicing> slicings;
    private final int capacity;
    private final Runnable beforeForgetting;
    private @Nullable Series[] table = new Series[SMALLEST_TABLE];
    private int size;

    /**
     * Creates an empty collection.
     *
     * @param slicings the ways in which the population is cut
     * @param capacity how many series are remembered at most, at least 1
     * @param beforeForgetting called before all series are forgotten; afterwards none has an open sum
     */
    KnownSeries(List<Slicing> slicings, int capacity, Runnable beforeForgetting) {
        this.slicings = slicings;
        this.capacity = capacity;
        this.beforeForgetting = beforeForgetting;
    }

    /** Returns the record's series of everyone, which hangs on the record's origin if it has one. */
    Series whole(SourceRecord record) {
        Origin origin = record.origin();
        if (origin == null) {
            return find(record.prediction(), WHOLE);
        }
        if (origin.attachment() instanceof Series series && !series.isForgotten()) {
            return series;
        }
        Series found = find(record.prediction(), WHOLE);
        origin.attach(found);
        return found;
    }

    /** Returns the record's slice by the slicing at this position, which must hold the record. */
    Series slice(Prediction prediction, int slicing) {
        return find(prediction, slicing);
    }

    /** Returns the overflow slice of the slicing at this position: there is one for each version of a model. */
    Series overflow(Prediction prediction, int slicing) {
        return find(prediction, FIRST_OVERFLOW - slicing);
    }

    /** Returns how many series are remembered. */
    int size() {
        return size;
    }

    private Series find(Prediction prediction, int slicing) {
        int hash = hash(prediction, slicing);
        int slot = slot(hash);
        Series series = table[slot];
        for (int probe = 0; series != null; probe++) {
            if (probe == MOST_PROBES) {
                return create(hash, prediction, slicing);
            }
            if (series.hash() == hash && series.slicing() == slicing && matches(series, prediction)) {
                return series;
            }
            slot = (slot + 1) & (table.length - 1);
            series = table[slot];
        }
        return add(hash, prediction, slicing);
    }

    private Series add(int hash, Prediction prediction, int slicing) {
        if (size >= capacity) {
            beforeForgetting.run();
            clear();
        } else if (2 * size >= table.length) {
            grow();
        }
        Series added = create(hash, prediction, slicing);
        put(added);
        size++;
        return added;
    }

    private Series create(int hash, Prediction prediction, int slicing) {
        SortedMap<String, String> slice = key(prediction, slicing);
        List<String> values = slicing >= 0 ? List.copyOf(slice.values()) : List.of();
        return new Series(hash, slicing, values, new SeriesKey(prediction.model(), prediction.version(), slice));
    }

    private SortedMap<String, String> key(Prediction prediction, int slicing) {
        if (slicing == WHOLE) {
            return new TreeMap<>();
        }
        return slicing > WHOLE
                ? slicings.get(slicing).slice(prediction)
                : slicings.get(FIRST_OVERFLOW - slicing).overflow();
    }

    /** Forgets all series, whether they have open sums or not. */
    void clear() {
        for (Series series : table) {
            if (series != null) {
                series.forget();
            }
        }
        table = new Series[SMALLEST_TABLE];
        size = 0;
    }

    private void grow() {
        @Nullable Series[] old = table;
        table = new Series[2 * old.length];
        for (Series series : old) {
            if (series != null) {
                put(series);
            }
        }
    }

    private void put(Series series) {
        int slot = slot(series.hash());
        while (table[slot] != null) {
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = series;
    }

    private int slot(int hash) {
        int mixed = hash * GOLDEN_RATIO;
        return (mixed ^ (mixed >>> 15)) & (table.length - 1);
    }

    /** Strings remember their hash, so this touches no character of values that come again. */
    private int hash(Prediction prediction, int slicing) {
        int hash = prediction.originHash();
        if (slicing < WHOLE) {
            hash = 31 * hash + slicing;
        } else if (slicing > WHOLE) {
            List<Slicing.Attribute> attributes = slicings.get(slicing).attributes();
            for (int i = 0; i < attributes.size(); i++) {
                Slicing.Attribute attribute = attributes.get(i);
                String value = prediction.sliceValue(attribute.index());
                hash = 31 * hash + attribute.index();
                hash = 31 * hash + (value == null ? 0 : value.hashCode());
            }
        }
        return hash;
    }

    private boolean matches(Series series, Prediction prediction) {
        if (!series.isOfOrigin(prediction)) {
            return false;
        }
        List<String> values = series.values();
        for (int i = 0; i < values.size(); i++) {
            int index = slicings.get(series.slicing()).attributes().get(i).index();
            if (!values.get(i).equals(prediction.sliceValue(index))) {
                return false;
            }
        }
        return true;
    }
}
