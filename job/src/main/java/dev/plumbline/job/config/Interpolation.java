package dev.plumbline.job.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills in the environment: {@code ${NAME}}, or {@code ${NAME:-default}} when the variable may be unset or empty; and files that
 * hold one value: {@code ${<FILE}}. Two dollars before the brace stand for one, and refer to nothing. Inside client properties
 * {@code ${provider:...}} belongs to Kafka's configuration providers and stays as it is.
 */
final class Interpolation {
    private static final Pattern DOLLAR = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)(}?)");
    private static final Pattern REFERENCE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);
    private static final Pattern PROVIDER = Pattern.compile("[A-Za-z0-9_-]+:(?!-).*", Pattern.DOTALL);

    private final Map<String, String> environment;
    private final Problems problems;

    Interpolation(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** Fills in every value of the section; comes after the overrides, so that what they replace needs no variable. */
    void fillIn(YamlNode.Section section) {
        fillIn(section, "");
    }

    private YamlNode fillIn(YamlNode node, String path) {
        if (node instanceof YamlNode.Section section) {
            section.entries().replaceAll((name, value) -> fillIn(value, path.isEmpty() ? name : path + "." + name));
        } else if (node instanceof YamlNode.Items items) {
            for (int i = 0; i < items.items().size(); i++) {
                items.items().set(i, fillIn(items.items().get(i), path + "." + i));
            }
        } else if (node instanceof Scalar scalar && scalar.kind() == Scalar.Kind.PLAIN) {
            return resolve(scalar.origin(), path, scalar.written());
        }
        return node;
    }

    /** The value with its references filled in; a reference that cannot be is recorded as a problem. */
    private Scalar resolve(Origin origin, String path, String written) {
        Matcher matcher = DOLLAR.matcher(written);
        StringBuilder text = new StringBuilder();
        boolean fromOutside = false;
        int done = 0;
        while (matcher.find()) {
            text.append(written.substring(done, matcher.start()));
            done = matcher.end();
            String reference = matcher.group(1);
            if (reference == null) {
                text.append("${");
            } else if (Options.isClientProperty(path)
                    && PROVIDER.matcher(reference).matches()) {
                text.append(matcher.group());
            } else {
                String value = value(new Scalar(origin, written, written, Scalar.Kind.BROKEN), path, matcher);
                if (value == null) {
                    return new Scalar(origin, "", written, Scalar.Kind.BROKEN);
                }
                text.append(value);
                fromOutside = true;
            }
        }
        text.append(written.substring(done));
        return new Scalar(origin, text.toString(), written, fromOutside ? Scalar.Kind.FROM_OUTSIDE : Scalar.Kind.PLAIN);
    }

    private @Nullable String value(Scalar scalar, String path, Matcher dollar) {
        Matcher reference = REFERENCE.matcher(dollar.group(1));
        if (dollar.group(2).isEmpty()) {
            problems.addValue(scalar, path, "a reference has no end; close it with }, or write $${ for ${");
            return null;
        }
        if (dollar.group(1).startsWith("<")) {
            try {
                return ValueFile.read(dollar.group(1).substring(1).trim());
            } catch (IllegalArgumentException e) {
                problems.addValue(scalar, path, String.valueOf(e.getMessage()));
                return null;
            }
        }
        if (!reference.matches()) {
            problems.addValue(
                    scalar,
                    path,
                    "is not a reference; write ${NAME} or ${NAME:-default} for the environment, ${<FILE} for a file, or $${ for the"
                            + " characters ${");
            return null;
        }
        String name = reference.group(1);
        String fallback = reference.group(2);
        String value = environment.get(name);
        if (fallback != null) {
            return value == null || value.isEmpty() ? fallback : value;
        }
        if (value == null) {
            problems.addValue(
                    scalar,
                    path,
                    "the environment variable " + name + " is not set; set it, or write ${" + name + ":-default}");
        }
        return value;
    }
}
