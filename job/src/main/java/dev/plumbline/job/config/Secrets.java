package dev.plumbline.job.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which values must never be printed, judged by the name of their option. */
final class Secrets {
    private static final List<String> PARTS = List.of("password", "passwd", "secret", "token", "credential", "jaas");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:[A-Za-z_][A-Za-z0-9_]*|<[^}]*)}");

    /** Names that speak of a secret but say where it is, or where to get it. */
    private static final List<String> PLACES = List.of(".location", ".url", ".file");

    /** In a JAAS entry only some of the values are secret; what a reference begins with comes from elsewhere. */
    private static final Pattern SECRET_IN_JAAS = Pattern.compile(
            "(?:password|secret)\\w*\\s*=\\s*(?![\"']?\\$\\{)[\"']?[^\"'\\s;]", Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /**
     * Whether the option's name, anywhere in its path, speaks of a secret, such as {@code ssl.key.password}. The place of an
     * attribute in a record is none, whatever the attribute's name.
     */
    static boolean looksSecret(String path) {
        if (path.startsWith(Options.SLICE_FIELDS.path() + ".")) {
            return false;
        }
        String name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".key") || PARTS.stream().anyMatch(name::contains);
    }

    /** Whether a secret stands in the text itself, where only a reference to it should. */
    static boolean isWrittenOut(Scalar scalar, String path) {
        String name = path.toLowerCase(Locale.ROOT);
        if (name.contains("jaas")) {
            return SECRET_IN_JAAS.matcher(scalar.written()).find();
        }
        return scalar.kind() == Scalar.Kind.PLAIN
                && looksSecret(path)
                && PLACES.stream().noneMatch(name::endsWith)
                && !scalar.text().isEmpty()
                && !scalar.text().contains("${");
    }

    /**
     * What the effective configuration shows of a hidden value: the reference as it was written, unless the name is a secret's and
     * the text is more than a bare {@code ${NAME}} or {@code ${<FILE}}, because the rest may be the secret.
     */
    static String describe(Scalar scalar, String path) {
        if (scalar.kind() == Scalar.Kind.FROM_OUTSIDE
                && (!looksSecret(path) || REFERENCE.matcher(scalar.written()).matches())) {
            return scalar.written();
        }
        return Scalar.HIDDEN;
    }
}
