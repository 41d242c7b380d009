package dev.plumbline.job.config;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the effective configuration shows in the place of values that came from the environment, from files, or are secrets. */
public final class Redactions {
    private final TreeMap<String, String> shown = new TreeMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    Redactions() {}

    /** A copy, to be changed. */
    Redactions(Redactions other) {
        shown.putAll(other.shown);
        warnings.addAll(other.warnings);
    }

    /** Notes a secret that should not stand where it does, in a sentence that does not show it. */
    void warn(String sentence) {
        warnings.add(sentence);
    }

    /** A sentence for each secret that stands in the file itself; unmodifiable. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    void put(String path, String text) {
        shown.put(path, text);
    }

    /** Forgets, and returns, what to print for the option at the path; null if there was nothing. */
    @Nullable
    String take(String path) {
        return shown.remove(path);
    }

    /** Hides the value at {@code to} in the way in which the one at {@code from}, and all below it, is hidden. */
    void inherit(String from, String to) {
        SortedMap<String, String> below = new TreeMap<>(shown.subMap(from + ".", from + "/"));
        below.forEach((path, text) -> shown.put(to + path.substring(from.length()), text));
        String text = shown.get(from);
        if (text != null) {
            shown.put(to, text);
        }
    }

    /** Forgets the path and all below it. */
    void remove(String path) {
        shown.subMap(path + ".", path + "/").clear();
        shown.remove(path);
    }

    /** What to print for the option at the path; null if its value may be seen. */
    @Nullable
    String get(String path) {
        return shown.get(path);
    }

    /** What to print, by path; unmodifiable. */
    public SortedMap<String, String> asMap() {
        return Collections.unmodifiableSortedMap(shown);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Redactions redactions && shown.equals(redactions.shown);
    }

    @Override
    public int hashCode() {
        return shown.hashCode();
    }

    @Override
    public String toString() {
        return shown.toString();
    }
}
