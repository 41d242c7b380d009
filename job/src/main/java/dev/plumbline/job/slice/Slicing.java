package dev.plumbline.job.slice;

import dev.plumbline.serde.Prediction;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One way to cut the population: by the values of one attribute, or by the combinations of the values of several. A record that
 * has all of them is in exactly one slice; a record that misses one is in none.
 *
 * <p>It may also cut by the outputs of the model. Then a record that has all other attributes is in one slice for each output, with
 * this output's elements only.
 *
 * @param attributes those of the record, no two of one name; kept in the order of their names, so that {@code [a, b]} and {@code [b,
 *     a]} are the same
 * @param outputs the names of the outputs, along the last axis of the predictions; none if it does not cut by output. Without any
 *     there is at least one attribute
 */
public record Slicing(List<Attribute> attributes, List<String> outputs) implements Serializable {

    /** The name of the one attribute that an {@linkplain #overflow() overflow slice} has in reports; none of a record may have it. */
    public static final String OVERFLOW = "overflow";

    /** The name of the attribute whose value is that of an output. */
    public static final String OUTPUT = "output";

    /**
     * An attribute of a record.
     *
     * @param name its name in reports
     * @param index its index among the values of a {@link Prediction}
     */
    public record Attribute(String name, int index) implements Serializable {}

    /** Sorts and copies; {@link IllegalArgumentException} if there is nothing to cut by. */
    public Slicing {
        if (attributes.isEmpty() && outputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "A slice needs at least one attribute; the whole population is no slice.");
        }
        attributes = attributes.stream()
                .sorted(Comparator.comparing(Attribute::name))
                .toList();
        outputs = List.copyOf(outputs);
    }

    /** Cuts by attributes of the record alone. */
    public Slicing(List<Attribute> attributes) {
        this(attributes, List.of());
    }

    /** Says whether a record is in one slice for each output, and not in one alone. */
    public boolean isByOutput() {
        return !outputs.isEmpty();
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

    /**
     * Returns the slice of a record that {@link #holds} accepts: the value of each attribute, by its name. Where it {@linkplain
     * #isByOutput() cuts by output}, that of the output is missing.
     */
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

    /** The same for one output of a record, told by its place among {@link #outputs()}. */
    public SortedMap<String, String> slice(Prediction prediction, int output) {
        SortedMap<String, String> slice = slice(prediction);
        slice.put(OUTPUT, outputs.get(output));
        return slice;
    }

    /**
     * Returns the slice that takes the records for whose own slices there is no room, so that the slices still add up: its one
     * attribute is {@link #OVERFLOW}, and the value is this slicing's name.
     */
    public SortedMap<String, String> overflow() {
        return new TreeMap<>(Map.of(OVERFLOW, name()));
    }

    /** Says whether a slice with these {@link #names()} is one of its own still: that of an output that is named. */
    public boolean hasOutputOf(SortedMap<String, String> slice) {
        return !isByOutput() || outputs.contains(slice.get(OUTPUT));
    }

    /** Returns the names of all that it cuts by, in order. */
    public List<String> names() {
        return Stream.concat(
                        attributes.stream().map(Attribute::name), isByOutput() ? Stream.of(OUTPUT) : Stream.empty())
                .sorted()
                .toList();
    }

    /** Returns the {@linkplain #names() names}, separated by commas. */
    public String name() {
        return String.join(",", names());
    }
}
