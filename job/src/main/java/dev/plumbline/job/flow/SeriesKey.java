package dev.plumbline.job.flow;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names one series of windows: a model, its version and a slice of the population. Immutable; its hash depends on the texts
 * alone, so that every JVM sends a key to the same task.
 */
public final class SeriesKey {

    private static final SortedMap<String, String> WHOLE_POPULATION = Collections.emptySortedMap();

    private final String model;
    private final String version;
    private final SortedMap<String, String> slice;
    private final int hash;

    /**
     * Creates the key of a slice.
     *
     * @param model the model's name
     * @param version the model's version, empty if it has none
     * @param slice the attributes that all records of the slice share, empty for the whole population; copied
     */
    public SeriesKey(String model, String version, SortedMap<String, String> slice) {
        this.model = model;
        this.version = version;
        this.slice = slice.isEmpty() ? WHOLE_POPULATION : Collections.unmodifiableSortedMap(new TreeMap<>(slice));
        this.hash = (31 * model.hashCode() + version.hashCode()) * 31 + this.slice.hashCode();
    }

    /**
     * Creates the key of a whole population.
     *
     * @param model the model's name
     * @param version the model's version, empty if it has none
     */
    public SeriesKey(String model, String version) {
        this(model, version, WHOLE_POPULATION);
    }

    /** Returns the model's name. */
    public String model() {
        return model;
    }

    /** Returns the model's version, empty if it has none. */
    public String version() {
        return version;
    }

    /** Returns the slice's attributes, unmodifiable; empty for the whole population. */
    public SortedMap<String, String> slice() {
        return slice;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof SeriesKey that
                        && hash == that.hash
                        && model.equals(that.model)
                        && version.equals(that.version)
                        && Objects.equals(slice, that.slice));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return version.isEmpty() && slice.isEmpty() ? model : model + " " + version + " " + slice;
    }
}
