package dev.plumbline.job.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the list {@code outputs}. */
final class OutputsReader {
    private static final String PATH = "outputs";
    private static final int MOST_OUTPUTS = 64;

    private final Settings settings;

    /** By the name of each output, where it was given. */
    private final Map<String, String> paths = new LinkedHashMap<>();

    OutputsReader(Settings settings) {
        this.settings = settings;
    }

    /** The name of an output. */
    static ValueType<String> name() {
        return new ValueType<>(
                "name",
                text -> {
                    if (text.contains(",")) {
                        throw new IllegalArgumentException("holds a comma; write each output as an entry of its own");
                    }
                    SlicesReader.checkName(text);
                    return text;
                },
                name -> name);
    }

    /** The names in order; empty if the option is not given, incomplete after a problem. */
    List<String> read() {
        if (settings.node(PATH) instanceof YamlNode.Items list && !list.items().isEmpty()) {
            for (int i = 0; i < list.items().size(); i++) {
                String path = PATH + "." + i;
                String name = settings.optional(Options.OUTPUTS, path);
                if (name != null) {
                    add(name, path);
                }
            }
        } else {
            settings.list(Options.OUTPUTS).forEach(name -> add(name, PATH));
        }
        if (paths.size() > MOST_OUTPUTS) {
            settings.problem(PATH, "names " + paths.size() + " outputs; name at most " + MOST_OUTPUTS);
        }
        return List.copyOf(paths.keySet());
    }

    private void add(String name, String path) {
        String first = paths.putIfAbsent(name, path);
        if (first != null) {
            settings.problem(
                    path,
                    (first.equals(path) ? "names an output twice" : "is the name of " + first + " too")
                            + "; give each output a name of its own");
        }
    }
}
