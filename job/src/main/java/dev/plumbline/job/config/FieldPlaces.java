package dev.plumbline.job.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plumbline.serde.decode.TextSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads where the fields of one kind of record are; no two of them may have the same place, or lead through each other. */
final class FieldPlaces {
    private static final int LONGEST_NAME = 256;

    private final Settings settings;
    private final Map<String, String> places = new LinkedHashMap<>();

    FieldPlaces(Settings settings) {
        this.settings = settings;
    }

    /** A text at its place, or the same one for every record. */
    TextSource text(Option<String> place, Option<String> constant) {
        TextSource text = constant(place, constant);
        return text == null ? TextSource.at(required(place)) : text;
    }

    /** The same where records may be without; null for none. */
    @Nullable
    TextSource optionalText(Option<Optional<String>> place, Option<String> constant) {
        TextSource text = constant(place, constant);
        if (text == null) {
            String pointer = optional(place);
            text = pointer == null ? null : TextSource.at(pointer);
        }
        return text;
    }

    /** A place that is given, or the default one. */
    String required(Option<String> option) {
        return add(option.path(), settings.get(option));
    }

    /** The same; null for none. */
    @Nullable
    String optional(Option<Optional<String>> option) {
        Optional<String> pointer = settings.get(option);
        return pointer.isPresent() ? add(option.path(), pointer.get()) : null;
    }

    /** Takes a place, and records a problem if another option has it already. */
    String add(String path, String pointer) {
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

    /** The same text for every record, if the option is a section; null if it is not. */
    private @Nullable TextSource constant(Option<?> place, Option<String> constant) {
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
}
