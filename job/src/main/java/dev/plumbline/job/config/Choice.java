package dev.plumbline.job.config;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sections of which exactly one may be given: kafka, files or console. */
final class Choice {
    private Choice() {}

    /** The chosen name, or null if none is given; if there are more, a problem and the first, so that it is checked too. */
    static @Nullable String of(Settings settings, String section, List<String> names) {
        settings.mustBeSection(section);
        names.forEach(name -> settings.mustBeSection(section + "." + name));
        return one(settings, section, names);
    }

    /** The same, where the choices need not be sections. */
    static @Nullable String one(Settings settings, String section, List<String> names) {
        List<String> given = names.stream()
                .map(name -> section + "." + name)
                .filter(settings::has)
                .toList();
        if (given.size() > 1) {
            String first = given.get(0);
            for (String other : given.subList(1, given.size())) {
                settings.problem(
                        other,
                        "contradicts " + first + " (" + settings.whereabouts(first) + "); keep exactly one of "
                                + String.join(", ", given));
            }
        }
        return given.isEmpty() ? null : given.get(0).substring(section.length() + 1);
    }

    /** Whether a section is written without any of the names that it is for. */
    static boolean isMissing(Settings settings, String section, List<String> names) {
        return names.stream().noneMatch(name -> settings.has(section + "." + name));
    }

    static String list(String section, List<String> names) {
        return names.stream().map(name -> section + "." + name).collect(Collectors.joining(" or "));
    }
}
