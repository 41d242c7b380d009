package dev.plumbline.job.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The tree of all option names: which names may stand where. */
final class Schema {
    private static final class Level {
        final Map<String, Level> children = new LinkedHashMap<>();
        /** Any name may stand below, with any characters: the properties of a Kafka client. */
        boolean open;
        /** The option here takes a value; what else may be wrong with it, its reader says. */
        boolean value;

        @Nullable
        Level child(String name) {
            Level child = children.get(name);
            return child == null && isNumber(name) ? children.get("*") : child;
        }

        boolean isList() {
            return children.containsKey("*");
        }
    }

    private final Level root = new Level();
    private final Problems problems;

    Schema(Problems problems) {
        this.problems = problems;
        for (Option<?> option : Options.ALL) {
            Level level = root;
            for (String name : option.path().split("\\.", -1)) {
                level = level.children.computeIfAbsent(name, unused -> new Level());
            }
            level.open = option.arity() == Option.Arity.NAMED;
            level.value = option.arity() == Option.Arity.ONE || option.arity() == Option.Arity.LIST;
        }
    }

    /** The names of a path; what follows the name of an open section is one name, dots and all. */
    List<String> names(String path) {
        List<String> names = new ArrayList<>();
        @Nullable Level level = root;
        String rest = path;
        while (true) {
            int dot = level != null && level.open ? -1 : rest.indexOf('.');
            String name = dot < 0 ? rest : rest.substring(0, dot);
            names.add(name);
            if (dot < 0) {
                return names;
            }
            rest = rest.substring(dot + 1);
            level = level == null ? null : level.child(name);
        }
    }

    /** Whether a list belongs at the path. */
    boolean isList(List<String> names) {
        @Nullable Level level = root;
        for (String name : names) {
            level = level == null ? null : level.child(name);
        }
        return level != null && level.isList();
    }

    /** Records every name that is not an option, and every value that stands where a section belongs. */
    void check(YamlNode.Section section) {
        check(section, root, "");
    }

    private void check(YamlNode node, Level level, String path) {
        if (level.open || (level.value && level.children.isEmpty())) {
            return;
        }
        if (node instanceof YamlNode.Section section && !level.isList()) {
            section.entries().forEach((name, value) -> {
                String child = path.isEmpty() ? name : path + "." + name;
                Level below = level.children.get(name);
                if (below == null) {
                    problems.add(value.origin(), child, "is not an option; " + advice(name, path, level));
                } else {
                    check(value, below, child);
                }
            });
        } else if (node instanceof YamlNode.Items items && level.isList()) {
            for (int i = 0; i < items.items().size(); i++) {
                Level below = level.children.get("*");
                if (below != null) {
                    check(items.items().get(i), below, path + "." + i);
                }
            }
        }
    }

    private static String advice(String name, String path, Level level) {
        String prefix = path.isEmpty() ? "" : path + ".";
        var sibling = NearestName.find(name, level.children.keySet());
        if (sibling.isPresent()) {
            return "did you mean " + prefix + sibling.get() + "?";
        }
        String last = "." + name.toLowerCase(Locale.ROOT).replace('-', '_');
        var elsewhere = Options.ALL.stream()
                .map(option -> option.path().replace("*", "0"))
                .map(known -> "." + known)
                .filter(known -> known.endsWith(last) || known.contains(last + "."))
                .map(known -> known.substring(1, known.indexOf(last) + last.length()))
                .findFirst();
        if (elsewhere.isPresent()) {
            return "did you mean " + elsewhere.get() + "?";
        }
        return level.children.isEmpty()
                ? "nothing belongs below " + path
                : "use one of " + String.join(", ", new TreeSet<>(level.children.keySet()));
    }

    private static boolean isNumber(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
