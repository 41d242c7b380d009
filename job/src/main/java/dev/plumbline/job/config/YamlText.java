package dev.plumbline.job.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A YAML text that is put together option by option; every text is quoted unless it is plainly harmless. */
final class YamlText {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9/](?:[A-Za-z0-9_./+-]|:(?=[A-Za-z0-9_./+-]))*");
    private static final Pattern NULL = Pattern.compile("null|Null|NULL");

    private final Map<String, Object> root = new LinkedHashMap<>();

    void put(String path, String text) {
        int dot = path.lastIndexOf('.');
        put(dot < 0 ? "" : path.substring(0, dot), path.substring(dot + 1), text);
    }

    /** Puts the text under a name that may contain dots. */
    void put(String section, String name, String text) {
        section(section).put(name, text);
    }

    void putList(String path, List<String> texts) {
        int dot = path.lastIndexOf('.');
        section(path.substring(0, Math.max(dot, 0))).put(path.substring(dot + 1), List.copyOf(texts));
    }

    /** Puts a list of lists; one of a single text is written as that text. */
    void putLists(String path, List<List<String>> lists) {
        root.put(path, List.copyOf(lists));
    }

    /** A section without options. */
    void putEmpty(String path) {
        section(path);
    }

    private Map<String, Object> section(String path) {
        Map<String, Object> section = root;
        if (!path.isEmpty()) {
            for (String name : path.split("\\.", -1)) {
                section = below(section, name);
            }
        }
        return section;
    }

    /** Only sections are ever put where a section is looked up, because no option's path continues another's. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> below(Map<String, Object> section, String name) {
        return (Map<String, Object>) section.computeIfAbsent(name, unused -> new LinkedHashMap<String, Object>());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        append(text, root, "");
        return text.toString();
    }

    private static void append(StringBuilder text, Map<?, ?> section, String indent) {
        section.forEach((name, value) -> {
            if (String.valueOf(name).matches("[0-9]+") && value instanceof Map<?, ?> item) {
                StringBuilder lines = new StringBuilder();
                append(lines, item, indent + "  ");
                text.append(indent).append("- ").append(lines.substring(indent.length() + 2));
                return;
            }
            text.append(indent).append(quoted(String.valueOf(name))).append(':');
            if (value instanceof List<?> texts) {
                text.append('\n');
                texts.forEach(item ->
                        text.append(indent).append("  - ").append(item(item)).append('\n'));
            } else if (!(value instanceof Map<?, ?> below)) {
                text.append(' ').append(quoted(String.valueOf(value))).append('\n');
            } else if (below.isEmpty()) {
                text.append(" {}\n");
            } else {
                text.append('\n');
                append(text, below, indent + "  ");
            }
        });
    }

    private static String item(Object item) {
        if (!(item instanceof List<?> texts)) {
            return quoted(String.valueOf(item));
        }
        String joined = texts.stream().map(text -> quoted(String.valueOf(text))).collect(Collectors.joining(", "));
        return texts.size() == 1 ? joined : "[" + joined + "]";
    }

    private static String quoted(String text) {
        if (HARMLESS.matcher(text).matches() && !NULL.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c < ' ' || (c >= 0x7f && c <= 0x9f) || c == 0xfeff || c == 0x2028 || c == 0x2029) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
