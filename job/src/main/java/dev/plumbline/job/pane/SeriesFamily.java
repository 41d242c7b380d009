package dev.plumbline.job.pane;

import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.slice.Slicing.Attribute;
import dev.plumbline.serde.Prediction;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the series of a look-up have in common: each is everyone, or the slice by one slicing, or the overflow slice of one. */
final class SeriesFamily {

    private final int number;
    private final @Nullable Slicing slicing;
    private final List<Attribute> attributes;

    private SeriesFamily(int number, @Nullable Slicing slicing, List<Attribute> attributes) {
        this.number = number;
        this.slicing = slicing;
        this.attributes = attributes;
    }

    /** Everyone: one series for each version of a model. */
    static SeriesFamily everyone(int number) {
        return new SeriesFamily(number, null, List.of());
    }

    /** The slices by a slicing: one series for each version of a model and values of the attributes. */
    static SeriesFamily slices(int number, Slicing slicing) {
        return new SeriesFamily(number, slicing, slicing.attributes());
    }

    /** The overflow slice of a slicing: one series for each version of a model. */
    static SeriesFamily overflow(int number, Slicing slicing) {
        return new SeriesFamily(number, slicing, List.of());
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
        return attributes.isEmpty() ? slicing.overflow() : slicing.slice(prediction);
    }
}
