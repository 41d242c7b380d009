package dev.plumbline.job.pane;

import dev.plumbline.job.flow.SeriesKey;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.serde.Prediction;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the series that records belong to. Names repeat from record to record; looking a key up by its texts avoids
 * building one for each record, so a record whose series are known allocates nothing. Open addressing with linear probing; once
 * full, it forgets everything and begins again, so hostile names cost time and not memory. Not thread-safe.
 */
final class SeriesKeys {

    private static final int SMALLEST_TABLE = 64;
    private static final int GOLDEN_RATIO = 0x9E3779B9;

    /** Stands for the series of everyone, where others have the position of their slicing. */
    private static final int WHOLE = -1;

    private final List<Slicing> slicings;
    private final int capacity;
    private @Nullable Entry[] table = new Entry[SMALLEST_TABLE];
    private int size;

    /** A key and how it was asked for; the values are in the order of the slicing's attributes. */
    private record Entry(int hash, int slicing, List<String> values, SeriesKey key) {}

    /**
     * Creates an empty collection.
     *
     * @param slicings the ways in which the population is cut
     * @param capacity how many keys are remembered at most, at least 1
     */
    SeriesKeys(List<Slicing> slicings, int capacity) {
        this.slicings = slicings;
        this.capacity = capacity;
    }

    /** Returns the key of the record's series of everyone. */
    SeriesKey whole(Prediction prediction) {
        return find(prediction, WHOLE);
    }

    /** Returns the key of the record's slice by the slicing at this position, which must hold the record. */
    SeriesKey slice(Prediction prediction, int slicing) {
        return find(prediction, slicing);
    }

    /** Returns how many keys are remembered. */
    int size() {
        return size;
    }

    private SeriesKey find(Prediction prediction, int slicing) {
        int hash = hash(prediction, slicing);
        int slot = slot(hash);
        for (Entry entry = table[slot]; entry != null; entry = table[slot]) {
            if (entry.hash == hash && entry.slicing == slicing && matches(entry, prediction)) {
                return entry.key;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return add(hash, prediction, slicing);
    }

    private SeriesKey add(int hash, Prediction prediction, int slicing) {
        if (size >= capacity) {
            table = new Entry[SMALLEST_TABLE];
            size = 0;
        } else if (2 * size >= table.length) {
            grow();
        }
        SortedMap<String, String> slice =
                slicing == WHOLE ? new TreeMap<>() : slicings.get(slicing).slice(prediction);
        SeriesKey key = new SeriesKey(prediction.model(), prediction.version(), slice);
        put(new Entry(hash, slicing, List.copyOf(slice.values()), key));
        size++;
        return key;
    }

    private void grow() {
        @Nullable Entry[] old = table;
        table = new Entry[2 * old.length];
        for (Entry entry : old) {
            if (entry != null) {
                put(entry);
            }
        }
    }

    private void put(Entry entry) {
        int slot = slot(entry.hash);
        while (table[slot] != null) {
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = entry;
    }

    private int slot(int hash) {
        int mixed = hash * GOLDEN_RATIO;
        return (mixed ^ (mixed >>> 15)) & (table.length - 1);
    }

    /** Strings remember their hash, so this touches no character of names that come again. */
    private int hash(Prediction prediction, int slicing) {
        int hash = 31 * prediction.model().hashCode() + prediction.version().hashCode();
        if (slicing != WHOLE) {
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

    private boolean matches(Entry entry, Prediction prediction) {
        if (!entry.key.model().equals(prediction.model())
                || !entry.key.version().equals(prediction.version())) {
            return false;
        }
        for (int i = 0; i < entry.values.size(); i++) {
            int index = slicings.get(entry.slicing).attributes().get(i).index();
            if (!entry.values.get(i).equals(prediction.sliceValue(index))) {
                return false;
            }
        }
        return true;
    }
}
