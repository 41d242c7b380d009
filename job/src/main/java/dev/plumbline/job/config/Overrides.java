package dev.plumbline.job.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts {@code path=value} from the command line in the place of what the file says; {@code null} as a value removes it. */
final class Overrides {
    private final YamlReader reader;
    private final Schema schema;
    private final Problems problems;

    Overrides(YamlReader reader, Schema schema, Problems problems) {
        this.reader = reader;
        this.schema = schema;
        this.problems = problems;
    }

    void apply(String override, YamlNode.Section root) {
        int equals = override.indexOf('=');
        String path = (equals < 0 ? override : override.substring(0, equals)).trim();
        Origin origin = Origin.override(path);
        if (equals < 0 || path.isEmpty()) {
            problems.add(
                    origin, path, "is not an override; write --set path=value, such as --set engine.parallelism=2");
            return;
        }
        String text = override.substring(equals + 1);
        if (text.isBlank()) {
            problems.add(origin, path, "has no value; give one, or null to remove the option");
            return;
        }
        YamlNode value = reader.readOverride(text, path, origin);
        if (value != null) {
            put(value, schema.names(path), origin, path, root);
        }
    }

    private void put(YamlNode value, List<String> names, Origin origin, String path, YamlNode.Section root) {
        YamlNode parent = root;
        for (int i = 0; i < names.size() - 1; i++) {
            YamlNode child = get(parent, names.get(i));
            if (child == null || (child instanceof Scalar scalar && scalar.isNull())) {
                child = schema.isList(names.subList(0, i + 1))
                        ? new YamlNode.Items(origin, new ArrayList<>())
                        : new YamlNode.Section(origin, new LinkedHashMap<>());
                if (!set(parent, names.get(i), child)) {
                    problems.add(origin, path, notInList(parent, names, i));
                    return;
                }
            }
            if (child instanceof Scalar) {
                String section = String.join(".", names.subList(0, i + 1));
                problems.add(origin, path, section + " is a single value there; override " + section + " as a whole");
                return;
            }
            parent = child;
        }
        String last = names.get(names.size() - 1);
        boolean isRemoval = value instanceof Scalar scalar && scalar.isNull();
        boolean done = isRemoval ? remove(parent, last) : set(parent, last, value);
        if (!done) {
            problems.add(origin, path, notInList(parent, names, names.size() - 1));
        }
    }

    private static String notInList(YamlNode parent, List<String> names, int i) {
        int size = parent instanceof YamlNode.Items items ? items.items().size() : 0;
        return names.get(i) + " is not a position in the list; use 0 to " + size + ", where " + size + " appends";
    }

    private static @Nullable YamlNode get(YamlNode parent, String name) {
        if (parent instanceof YamlNode.Section section) {
            return section.entries().get(name);
        }
        int position = position(parent, name);
        return parent instanceof YamlNode.Items items
                        && position >= 0
                        && position < items.items().size()
                ? items.items().get(position)
                : null;
    }

    private static boolean set(YamlNode parent, String name, YamlNode value) {
        if (parent instanceof YamlNode.Section section) {
            Map<String, YamlNode> entries = section.entries();
            entries.put(name, value);
            return true;
        }
        int position = position(parent, name);
        if (!(parent instanceof YamlNode.Items items) || position < 0) {
            return false;
        }
        if (position == items.items().size()) {
            items.items().add(value);
        } else {
            items.items().set(position, value);
        }
        return true;
    }

    private static boolean remove(YamlNode parent, String name) {
        if (parent instanceof YamlNode.Section section) {
            section.entries().remove(name);
            return true;
        }
        int position = position(parent, name);
        if (!(parent instanceof YamlNode.Items items)
                || position < 0
                || position == items.items().size()) {
            return false;
        }
        items.items().remove(position);
        return true;
    }

    /** The position that the name stands for, at most the size of the list; -1 if it is none. */
    private static int position(YamlNode parent, String name) {
        if (!(parent instanceof YamlNode.Items items) || !name.matches("[0-9]{1,6}")) {
            return -1;
        }
        int position = Integer.parseInt(name);
        return position <= items.items().size() ? position : -1;
    }
}
