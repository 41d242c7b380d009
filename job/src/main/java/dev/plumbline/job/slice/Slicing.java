package dev.plumbline.job.slice;

import dev.plumbline.serde.Prediction;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way to cut the population: by the values of one attribute, or by the combinations of the values of several. A record that
 * has all of them is in exactly one slice; a record that misses one is in none.
 *
 * @param attributes at least one, no two of one name; kept in the order of their names, so that {@code [a, b]} and {@code [b, a]}
 *     are the same
 */
public record Slicing(List<Attribute> attributes) implements Serializable {

    /** The name of the one attribute that an {@linkplain #overflow() overflow slice} has in reports; none of a record may have it. */
    public static final String OVERFLOW = "overflow";

    /**
     * An attribute of a record.
     *
     * @param name its name in reports
     * @param index its index among the values of a {@link Prediction}
     */
    public record Attribute(String name, int index) implements Serializable {}

    /** Sorts and copies; {@link IllegalArgumentException} if there is no attribute. */
    public Slicing {
        if (attributes.isEmpty()) {
            throw new IllegalArgumentException(
                    "A slice needs at least one attribute; the whole population is no slice.");
        }
        attributes = attributes.stream()
                .sorted(Comparator.comparing(Attribute::name))
                .toList();
    }

    /** Says whether the record has a value for every attribute, and so is in a slice. */
    public boolean holds(Prediction prediction) {
        for (int i = 0; i < attributes.size(); i++) {
            if (prediction.sliceValue(attributes.get(i).index()) == null) {
                return false;
            }
        }
        return true;
    }

    /** Returns the slice of a record that {@link #holds} accepts: the value of each attribute, by its name. */
    public SortedMap<String, String> slice(Prediction prediction) {
        SortedMap<String, String> slice = new TreeMap<>();
        for (Attribute attribute : attributes) {
            @Nullable String value = prediction.sliceValue(attribute.index());
            if (value == null) {
                throw new IllegalArgumentException(
                        "The record has no " + attribute.name() + ", so it is in no slice by " + name() + ".");
            }
            slice.put(attribute.name(), value);
        }
        return slice;
    }

    /**
     * Returns the slice that takes the records for whose own slices there is no room, so that the slices still add up: its one
     * attribute is {@link #OVERFLOW}, and the value is this slicing's name.
     */
    public SortedMap<String, String> overflow() {
        return new TreeMap<>(Map.of(OVERFLOW, name()));
    }

    /** Returns the names of the attributes, in order and separated by commas. */
    public String name() {
        return attributes.stream().map(Attribute::name).collect(Collectors.joining(","));
    }
}
