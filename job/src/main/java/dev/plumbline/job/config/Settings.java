package dev.plumbline.job.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads options out of the nodes. A wrong value is recorded as a problem and read as if it were absent, so that the rest can be
 * checked too; nothing read is used once there is a problem.
 */
final class Settings {
    private final YamlNode.Section root;
    private final Schema schema;
    private final Problems problems;
    private final Redactions redactions = new Redactions();

    Settings(YamlNode.Section root, Schema schema, Problems problems) {
        this.root = root;
        this.schema = schema;
        this.problems = problems;
    }

    Redactions redactions() {
        return redactions;
    }

    /** The value, or the option's default. */
    <T> T get(Option<T> option) {
        T value = optional(option, option.path());
        return value == null ? option.defaultValue() : value;
    }

    /** The value; null, and a problem, if it is missing. */
    <T> @Nullable T required(Option<T> option, String path) {
        if (isMissing(option, path)) {
            return null;
        }
        return optional(option, path);
    }

    /** The value, or null if there is none. */
    <T> @Nullable T optional(Option<T> option, String path) {
        YamlNode node = node(path);
        return node == null ? null : one(node, option, path);
    }

    /** All values of a list; a single value may stand for a list, with commas between several. */
    <T> List<T> list(Option<T> option) {
        YamlNode node = node(option.path());
        List<T> values = new ArrayList<>();
        if (node instanceof YamlNode.Items items) {
            for (int i = 0; i < items.items().size(); i++) {
                add(values, one(items.items().get(i), option, option.path() + "." + i));
            }
            if (items.items().isEmpty()) {
                problems.add(
                        node.origin(),
                        option.path(),
                        "is empty; give at least one " + option.type().name());
            }
        } else if (node instanceof Scalar scalar && !scalar.isNull() && !scalar.isBroken()) {
            for (String part : scalar.text().split(",", -1)) {
                add(values, read(scalar, part.trim(), option, option.path()));
            }
        } else if (node != null) {
            one(node, option, option.path());
        }
        return values;
    }

    /** The values of a list that must be there; null after any problem. */
    <T> @Nullable List<T> requiredList(Option<T> option) {
        if (isMissing(option, option.path())) {
            return null;
        }
        List<T> values = list(option);
        return values.isEmpty() ? null : values;
    }

    /** Values under names of the user's choice. */
    Map<String, String> named(Option<String> option) {
        Map<String, String> values = new TreeMap<>();
        YamlNode node = node(option.path());
        if (node instanceof YamlNode.Section section) {
            section.entries().forEach((name, value) -> {
                String text = one(value, option, option.path() + "." + name);
                if (text != null) {
                    values.put(name, text);
                }
            });
        } else if (node != null && !isNull(node)) {
            mustBeSection(option.path());
        }
        return values;
    }

    private <T> void add(List<T> values, @Nullable T value) {
        if (value != null) {
            values.add(value);
        }
    }

    private <T> @Nullable T one(YamlNode node, Option<T> option, String path) {
        if (!(node instanceof Scalar scalar)) {
            String what = node instanceof YamlNode.Items ? "a list" : "a section";
            problems.add(node.origin(), path, "is " + what + " where one value belongs; give " + typeOf(option));
            return null;
        }
        if (scalar.isNull()) {
            problems.add(node.origin(), path, "has no value; give " + typeOf(option) + ", or remove the line");
            return null;
        }
        return scalar.isBroken() ? null : read(scalar, scalar.text(), option, path);
    }

    private <T> @Nullable T read(Scalar scalar, String text, Option<T> option, String path) {
        if (text.equals(Scalar.HIDDEN)) {
            problems.addValue(
                    scalar,
                    path,
                    "stands for a secret and is not one; take the secret from the environment with ${NAME}, or from a file with"
                            + " ${<FILE}");
            return null;
        }
        if (Secrets.isWrittenOut(scalar, path)) {
            if (scalar.origin().isOverride()) {
                problems.addValue(
                        scalar,
                        path,
                        "is a secret on the command line, where everyone on this machine can see it; take it from the environment"
                                + " with '${NAME}', or from a file with '${<FILE}', in single quotes");
                return null;
            }
            redactions.warn(
                    scalar.origin().prefix(path)
                            + ": is a secret that stands in the file; take it from the environment with ${NAME}, or from a file with ${<FILE}");
        }
        if (scalar.isHiddenAt(path)) {
            redactions.put(path, Secrets.describe(scalar, path));
        }
        try {
            return option.type().read().apply(text);
        } catch (IllegalArgumentException wrong) {
            problems.addValue(scalar, path, String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    private static String typeOf(Option<?> option) {
        return "<" + option.type().name() + ">";
    }

    private boolean isMissing(Option<?> option, String path) {
        if (node(path) != null) {
            return false;
        }
        String name = path.substring(path.lastIndexOf('.') + 1);
        problem(path, "is missing; add \"" + name + ": " + typeOf(option) + "\"");
        return true;
    }

    /** Whether anything is written at the path, if only its name. */
    boolean has(String path) {
        return node(path) != null;
    }

    @Nullable
    YamlNode node(String path) {
        @Nullable YamlNode node = root;
        for (String name : schema.names(path)) {
            node = child(node, name);
        }
        return node;
    }

    private static @Nullable YamlNode child(@Nullable YamlNode node, String name) {
        if (node instanceof YamlNode.Section section) {
            return section.entries().get(name);
        }
        if (node instanceof YamlNode.Items items && name.matches("[0-9]{1,6}")) {
            int position = Integer.parseInt(name);
            return position < items.items().size() ? items.items().get(position) : null;
        }
        return null;
    }

    static boolean isNull(YamlNode node) {
        return node instanceof Scalar scalar && scalar.isNull();
    }

    /** Records a value that stands where options belong; says nothing if there is a section, or nothing at all. */
    void mustBeSection(String path) {
        YamlNode node = node(path);
        boolean broken = node instanceof Scalar scalar && (scalar.isNull() || scalar.isBroken());
        if (node != null && !broken && !(node instanceof YamlNode.Section)) {
            String what = node instanceof YamlNode.Items ? "a list" : "a single value";
            problems.add(
                    node.origin(),
                    path,
                    "is " + what + " where a section belongs; write its options below, as name: value");
        }
    }

    /** Records a problem of the option, with its value if there is one that may be shown. */
    void problem(String path, String reason) {
        if (node(path) instanceof Scalar scalar && !scalar.isNull()) {
            problems.addValue(scalar, path, reason);
        } else {
            problems.add(origin(path), path, reason);
        }
    }

    /** The origin of the option, or of the nearest section around it. */
    Origin origin(String path) {
        String around = path;
        while (!around.isEmpty()) {
            YamlNode node = node(around);
            if (node != null) {
                return node.origin();
            }
            around = around.contains(".") ? around.substring(0, around.lastIndexOf('.')) : "";
        }
        return root.origin();
    }

    /** Where the option was written, for other messages: {@code file:line}, or {@code its default}. */
    String whereabouts(String path) {
        YamlNode node = node(path);
        return node == null ? "by default" : node.origin().where();
    }
}
