package dev.plumbline.job.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which values must never be printed, judged by the name of their option. */
final class Secrets {
    private static final List<String> PARTS = List.of("password", "passwd", "secret", "token", "credential", "jaas");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");

    private Secrets() {}

    /** Whether the option's name, anywhere in its path, speaks of a secret, such as {@code ssl.key.password}. */
    static boolean looksSecret(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".key") || PARTS.stream().anyMatch(name::contains);
    }

    /**
     * What the effective configuration shows of a hidden value: the reference to the environment as it was written, unless the
     * name is a secret's and the text is more than a bare {@code ${NAME}}, because the rest may be the secret.
     */
    static String describe(Scalar scalar, String path) {
        if (scalar.kind() == Scalar.Kind.FROM_ENVIRONMENT
                && (!looksSecret(path) || REFERENCE.matcher(scalar.written()).matches())) {
            return scalar.written();
        }
        return Scalar.HIDDEN;
    }
}
