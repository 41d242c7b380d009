package dev.plumbline.job.pane;

import dev.plumbline.job.flow.Origin;
import dev.plumbline.job.flow.SeriesKey;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.slice.Slicing.Attribute;
import dev.plumbline.serde.Prediction;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
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

    private final int capacity;
    private final Runnable beforeForgetting;
    private @Nullable Series[] table = new Series[SMALLEST_TABLE];
    private int size;

    /**
     * Creates an empty collection.
     *
     * @param capacity how many series are remembered at most, at least 1
     * @param beforeForgetting called before all series are forgotten; afterwards none has an open sum
     */
    KnownSeries(int capacity, Runnable beforeForgetting) {
        this.capacity = capacity;
        this.beforeForgetting = beforeForgetting;
    }

    /** Returns the record's series of everyone, which hangs on the record's origin if it has one. */
    Series everyone(SourceRecord record, SeriesFamily everyone) {
        Origin origin = record.origin();
        if (origin == null) {
            return find(record.prediction(), everyone);
        }
        if (origin.attachment() instanceof Series series && !series.isForgotten()) {
            return series;
        }
        Series found = find(record.prediction(), everyone);
        origin.attach(found);
        return found;
    }

    /** Returns the record's series of a family, for which the record must have all attributes. */
    Series find(Prediction prediction, SeriesFamily family) {
        int hash = hash(prediction, family);
        int slot = slot(hash);
        Series series = table[slot];
        for (int probe = 0; series != null; probe++) {
            if (probe == MOST_PROBES) {
                return create(hash, prediction, family);
            }
            if (series.hash() == hash && series.family() == family && matches(series, prediction)) {
                return series;
            }
            slot = (slot + 1) & (table.length - 1);
            series = table[slot];
        }
        return add(hash, prediction, family);
    }

    /** Returns how many series are remembered. */
    int size() {
        return size;
    }

    private Series add(int hash, Prediction prediction, SeriesFamily family) {
        if (size >= capacity) {
            beforeForgetting.run();
            clear();
        } else if (2 * size >= table.length) {
            grow();
        }
        Series added = create(hash, prediction, family);
        put(added);
        size++;
        return added;
    }

    private static Series create(int hash, Prediction prediction, SeriesFamily family) {
        SortedMap<String, String> slice = family.slice(prediction);
        List<String> values = family.attributes().stream()
                .map(attribute -> Objects.requireNonNull(slice.get(attribute.name())))
                .toList();
        return new Series(hash, family, values, new SeriesKey(prediction.model(), prediction.version(), slice));
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
    private static int hash(Prediction prediction, SeriesFamily family) {
        int hash = 31 * prediction.originHash() + family.number();
        List<Attribute> attributes = family.attributes();
        for (int i = 0; i < attributes.size(); i++) {
            String value = prediction.sliceValue(attributes.get(i).index());
            hash = 31 * hash + (value == null ? 0 : value.hashCode());
        }
        return hash;
    }

    private static boolean matches(Series series, Prediction prediction) {
        if (!series.isOfOrigin(prediction)) {
            return false;
        }
        List<String> values = series.values();
        List<Attribute> attributes = series.family().attributes();
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).equals(prediction.sliceValue(attributes.get(i).index()))) {
                return false;
            }
        }
        return true;
    }
}
