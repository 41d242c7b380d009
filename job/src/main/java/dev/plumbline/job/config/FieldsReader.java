package dev.plumbline.job.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plumbline.job.slice.Slicing;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.SliceAttribute;
import dev.plumbline.serde.decode.TextSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code fields}. */
final class FieldsReader {
    private static final int LONGEST_NAME = 256;

    private final Settings settings;
    private final Problems problems;
    private final Map<String, String> places = new LinkedHashMap<>();

    FieldsReader(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /**
     * The mapping; null after a problem, of this section or another.
     *
     * @param attributes the names of the attributes of records that slices use
     * @param byOutput whether outputs are named, so that slices mean these by the name {@code output}
     */
    @Nullable
    FieldMapping read(SortedSet<String> attributes, boolean byOutput) {
        TextSource model = constant(Options.MODEL_CONSTANT, Options.MODEL);
        if (model == null) {
            model = at(Options.MODEL.path(), settings.get(Options.MODEL));
        }
        TextSource version = constant(Options.VERSION_CONSTANT, Options.VERSION);
        if (version == null) {
            String pointer = place(Options.VERSION);
            version = pointer == null ? null : TextSource.at(pointer);
        }
        String time = place(Options.TIME);
        String yTrue = place(Options.Y_TRUE.path(), settings.get(Options.Y_TRUE));
        String yPred = place(Options.Y_PRED.path(), settings.get(Options.Y_PRED));
        String sampleWeight = place(Options.SAMPLE_WEIGHT);
        List<SliceAttribute> slices = slices(attributes, byOutput);
        var timeUnit = settings.get(Options.TIME_UNIT);
        boolean numericStrings = settings.get(Options.NUMERIC_STRINGS);
        return problems.any()
                ? null
                : new FieldMapping(model, version, time, timeUnit, yTrue, yPred, sampleWeight, numericStrings, slices);
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
            slices.add(new SliceAttribute(name, place(section + name, pointer)));
        }
        return slices;
    }

    /** The same text for every record, if the option is a section; null if it is not, or after a problem. */
    private @Nullable TextSource constant(Option<String> constant, Option<?> place) {
        YamlNode node = settings.node(place.path());
        if (!(node instanceof YamlNode.Section)) {
            return null;
        }
        String text = settings.required(constant, constant.path());
        if (text != null && (text.length() > LONGEST_NAME || !isWellFormed(text))) {
            settings.problem(constant.path(), "is no name; give 1 to " + LONGEST_NAME + " characters");
            text = null;
        }
        // After a problem any text will do: the mapping is not used.
        return TextSource.constant(text == null ? "?" : text);
    }

    private static boolean isWellFormed(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }

    private TextSource at(String path, String pointer) {
        return TextSource.at(place(path, pointer));
    }

    private @Nullable String place(Option<Optional<String>> option) {
        Optional<String> pointer = settings.get(option);
        return pointer.isPresent() ? place(option.path(), pointer.get()) : null;
    }

    private String place(String path, String pointer) {
        places.forEach((otherPath, other) -> {
            if (Pointers.collide(pointer, other)) {
                boolean given = settings.has(path);
                settings.problem(
                        given ? path : otherPath,
                        "is the place of " + (given ? otherPath : path)
                                + ", or leads through it; give each field a place of its own,"
                                + " or none to an optional one");
            }
        });
        places.put(path, pointer);
        return pointer;
    }
}
