package dev.plumbline.local.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options of a command as overrides of the configuration. */
final class Overrides {
    private Overrides() {}

    /** Adds {@code key=value} if there is a value. */
    static void add(List<String> overrides, String key, @Nullable String value) {
        if (value != null) {
            overrides.add(key + "=" + value);
        }
    }

    /** As a YAML text, whatever characters are in it. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
