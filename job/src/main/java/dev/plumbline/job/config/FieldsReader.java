package dev.plumbline.job.config;

import dev.plumbline.job.slice.Slicing;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.SliceAttribute;
import dev.plumbline.serde.decode.TextSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code fields}. */
final class FieldsReader {
    private final Settings settings;
    private final Problems problems;
    private final FieldPlaces places;

    FieldsReader(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
        this.places = new FieldPlaces(settings);
    }

    /**
     * The mapping; null after a problem, of this section or another.
     *
     * @param attributes the names of the attributes of records that slices use
     * @param byOutput whether outputs are named, so that slices mean these by the name {@code output}
     * @param awaitsLabels whether labels come on a topic of their own, so that predictions have ids and no labels
     */
    @Nullable
    FieldMapping read(SortedSet<String> attributes, boolean byOutput, boolean awaitsLabels) {
        TextSource model = places.text(Options.MODEL, Options.MODEL_CONSTANT);
        TextSource version = places.optionalText(Options.VERSION, Options.VERSION_CONSTANT);
        String id = id(awaitsLabels);
        String time = places.optional(Options.TIME);
        String yTrue = yTrue(awaitsLabels);
        String yPred = places.required(Options.Y_PRED);
        String sampleWeight = places.optional(Options.SAMPLE_WEIGHT);
        List<SliceAttribute> slices = slices(attributes, byOutput);
        var timeUnit = settings.get(Options.TIME_UNIT);
        boolean numericStrings = settings.get(Options.NUMERIC_STRINGS);
        return problems.any()
                ? null
                : new FieldMapping(
                        model, version, time, timeUnit, yTrue, yPred, sampleWeight, numericStrings, slices, id);
    }

    private @Nullable String id(boolean awaitsLabels) {
        if (awaitsLabels) {
            return places.required(Options.ID);
        }
        if (settings.has(Options.ID.path())) {
            settings.problem(
                    Options.ID.path(),
                    "is the place of an id that nothing would use; give labels, which find their predictions by it, or remove"
                            + " the line");
        }
        return null;
    }

    private @Nullable String yTrue(boolean awaitsLabels) {
        if (!awaitsLabels) {
            return places.required(Options.Y_TRUE);
        }
        if (settings.has(Options.Y_TRUE.path())) {
            settings.problem(
                    Options.Y_TRUE.path(),
                    "contradicts labels (" + settings.whereabouts(LabelOptions.SECTION)
                            + "): a prediction has one label, and it comes from there; remove the line, or labels. Where it is"
                            + " in a label, " + LabelOptions.Y_TRUE.path() + " says");
        }
        return null;
    }

    private List<SliceAttribute> slices(SortedSet<String> attributes, boolean byOutput) {
        String section = Options.SLICE_FIELDS.path() + ".";
        Map<String, String> given = settings.named(Options.SLICE_FIELDS);
        for (String name : given.keySet()) {
            if (byOutput && name.equals(Slicing.OUTPUT)) {
                settings.problem(
                        section + name,
                        "is the place of an attribute whose name means the outputs of the model while outputs is given; give the"
                                + " attribute another name here and in slices, or remove the line");
            } else if (!attributes.contains(name)) {
                settings.problem(
                        section + name,
                        "is the place of an attribute that no slice uses; "
                                + NearestName.find(name, attributes)
                                        .map(near -> "did you mean " + section + near + "?")
                                        .orElse("add " + name + " to slices, or remove the line"));
            }
        }
        List<SliceAttribute> slices = new ArrayList<>();
        for (String name : attributes) {
            String pointer = given.getOrDefault(name, SliceAttribute.defaultPointer(name));
            slices.add(new SliceAttribute(name, places.add(section + name, pointer)));
        }
        return slices;
    }
}
