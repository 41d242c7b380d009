package dev.plumbline.job.config;

import dev.plumbline.job.slice.Slicing;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.SliceAttribute;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the list {@code slices}. */
final class SlicesReader {
    private static final String PATH = "slices";
    private static final String FORM = "write - country, or - [country, device] for the combinations of both";
    private static final int LONGEST_NAME = 100;
    private static final int MOST_SLICES = 16;
    private static final List<String> BY_OUTPUT = List.of(Slicing.OUTPUT);

    private final Settings settings;

    SlicesReader(Settings settings) {
        this.settings = settings;
    }

    /** The name of an attribute. */
    static ValueType<String> attribute() {
        return new ValueType<>(
                "name",
                text -> {
                    if (text.contains(",")) {
                        throw new IllegalArgumentException(
                                "holds a comma; write - [country, device] for the combinations of two attributes");
                    }
                    if (text.equals(Slicing.OVERFLOW)) {
                        throw new IllegalArgumentException(
                                "is what the slices are marked with that take what is beyond limits.slices; give the attribute"
                                        + " another name, and its place below fields.slices");
                    }
                    checkName(text);
                    return text;
                },
                name -> name);
    }

    /** Refuses what cannot stand in messages, reports and lists, with {@link IllegalArgumentException}. */
    static void checkName(String text) {
        boolean isName = !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
        if (!isName) {
            throw new IllegalArgumentException(
                    "is no name; give 1 to " + LONGEST_NAME + " characters that print, without a comma");
        }
    }

    /**
     * The names of each entry, in the order of the list, sorted within; incomplete after a problem.
     *
     * @param byOutput whether outputs are named, each of which is a slice whether the list says so or not
     */
    List<List<String>> read(boolean byOutput) {
        List<List<String>> slices = new ArrayList<>(entries());
        boolean implied = byOutput && !slices.contains(BY_OUTPUT);
        if (implied) {
            slices.add(BY_OUTPUT);
        }
        if (slices.size() > MOST_SLICES) {
            settings.problem(
                    PATH,
                    "has " + slices.size() + " entries" + (implied ? ", with that of the outputs" : "")
                            + "; keep at most " + MOST_SLICES);
        }
        int attributes = attributes(slices, byOutput).size();
        if (attributes > FieldMapping.MAX_SLICE_ATTRIBUTES) {
            settings.problem(
                    PATH, "names " + attributes + " attributes; use at most " + FieldMapping.MAX_SLICE_ATTRIBUTES);
        }
        return slices;
    }

    private List<List<String>> entries() {
        YamlNode node = settings.node(PATH);
        if (node == null || Settings.isNull(node)) {
            return List.of();
        }
        if (!(node instanceof YamlNode.Items list)) {
            if (!(node instanceof Scalar scalar && scalar.isBroken())) {
                settings.problem(PATH, "is not a list of slices; " + FORM);
            }
            return List.of();
        }
        Map<List<String>, String> paths = new LinkedHashMap<>();
        for (int i = 0; i < list.items().size(); i++) {
            String path = PATH + "." + i;
            List<String> names = entry(path, list.items().get(i));
            String first = names.isEmpty() ? null : paths.putIfAbsent(names, path);
            if (first != null) {
                settings.problem(
                        path, "is the same slice as " + first + " (" + settings.whereabouts(first) + "); remove one");
            }
        }
        return List.copyOf(paths.keySet());
    }

    private List<String> entry(String path, YamlNode node) {
        if (node instanceof YamlNode.Section) {
            settings.problem(path, "is not a slice; " + FORM + ", and give places below fields.slices");
            return List.of();
        }
        if (!(node instanceof YamlNode.Items items)) {
            String name = settings.optional(Options.SLICE, path);
            return name == null ? List.of() : List.of(name);
        }
        if (items.items().isEmpty()) {
            settings.problem(path, "is empty; " + FORM);
        }
        // What to show instead of a name that must not be seen goes where the name goes.
        Map<String, String> shown = new TreeMap<>();
        for (int i = 0; i < items.items().size(); i++) {
            String itsPath = path + "." + i;
            String name = settings.optional(Options.SLICE, itsPath);
            String redaction = settings.redactions().take(itsPath);
            if (name != null && shown.putIfAbsent(name, redaction == null ? "" : redaction) != null) {
                settings.problem(itsPath, "is in this slice already; remove one");
            }
        }
        List<String> names = List.copyOf(shown.keySet());
        for (int i = 0; i < names.size(); i++) {
            String redaction = shown.getOrDefault(names.get(i), "");
            if (!redaction.isEmpty()) {
                settings.redactions().put(path(path, names, i), redaction);
            }
        }
        return names;
    }

    /** The path of a name within its entry, as the entry is described. */
    static String path(String entry, List<String> names, int position) {
        return names.size() == 1 ? entry : entry + "." + position;
    }

    /** The names of the attributes that records have, of those that slices use. */
    static NavigableSet<String> attributes(List<List<String>> slices, boolean byOutput) {
        NavigableSet<String> names = new TreeSet<>();
        slices.forEach(names::addAll);
        if (byOutput) {
            names.remove(Slicing.OUTPUT);
        }
        return names;
    }

    /** The slices, tied to the places of their attributes and to outputs; empty if there is no mapping, after a problem. */
    static List<Slicing> bind(List<List<String>> slices, @Nullable FieldMapping fields, List<String> outputs) {
        if (fields == null) {
            return List.of();
        }
        List<String> order = fields.slices().stream().map(SliceAttribute::name).toList();
        return slices.stream().map(names -> bind(names, order, outputs)).toList();
    }

    private static Slicing bind(List<String> names, List<String> order, List<String> outputs) {
        boolean byOutput = !outputs.isEmpty() && names.contains(Slicing.OUTPUT);
        List<Slicing.Attribute> attributes = names.stream()
                .filter(name -> !byOutput || !name.equals(Slicing.OUTPUT))
                .map(name -> new Slicing.Attribute(name, order.indexOf(name)))
                .toList();
        return new Slicing(attributes, byOutput ? outputs : List.of());
    }
}
