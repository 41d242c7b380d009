package dev.plumbline.job.pane;

import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.slice.Slicing.Attribute;
import dev.plumbline.serde.Prediction;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the series of a look-up have in common: each is everyone, or the slice by one slicing, or the overflow slice of one, or the
 * slice of one output by one.
 */
final class SeriesFamily {

    private static final int WHOLE = -1;

    private final int number;
    private final @Nullable Slicing slicing;
    private final List<Attribute> attributes;

    /** The place of the output; none for whole records. */
    private final int output;

    private SeriesFamily(int number, @Nullable Slicing slicing, List<Attribute> attributes, int output) {
        this.number = number;
        this.slicing = slicing;
        this.attributes = attributes;
        this.output = output;
    }

    /** Everyone: one series for each version of a model. */
    static SeriesFamily everyone(int number) {
        return new SeriesFamily(number, null, List.of(), WHOLE);
    }

    /** The slices by a slicing: one series for each version of a model and values of the attributes. */
    static SeriesFamily slices(int number, Slicing slicing) {
        return new SeriesFamily(number, slicing, slicing.attributes(), WHOLE);
    }

    /** The slices of one output by a slicing: one series for each version of a model and values of the attributes. */
    static SeriesFamily output(int number, Slicing slicing, int output) {
        return new SeriesFamily(number, slicing, slicing.attributes(), output);
    }

    /** The overflow slice of a slicing: one series for each version of a model. */
    static SeriesFamily overflow(int number, Slicing slicing) {
        return new SeriesFamily(number, slicing, List.of(), WHOLE);
    }

    /** Returns what no other family of a job has. */
    int number() {
        return number;
    }

    /** Returns the attributes whose values tell its series of one version of a model apart. */
    List<Attribute> attributes() {
        return attributes;
    }

    /** Returns the slice that the record's series is of, as reports show it; empty for everyone. */
    SortedMap<String, String> slice(Prediction prediction) {
        if (slicing == null) {
            return new TreeMap<>();
        }
        if (output != WHOLE) {
            return slicing.slice(prediction, output);
        }
        return attributes.isEmpty() ? slicing.overflow() : slicing.slice(prediction);
    }
}
