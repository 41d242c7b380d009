package dev.plumbline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Looks for secrets where nobody should find them. */
final class Secrecy {

    private final List<String> secrets;

    Secrecy(List<String> secrets) {
        this.secrets = secrets.stream().flatMap(Secrecy::disguises).toList();
    }

    /** Asserts that a text, which must not be empty, shows no secret. */
    void assertKept(String where, String text) {
        assertThat(text).as(where).isNotEmpty();
        // Not with AssertJ's own words, which would print what must not be seen.
        for (int i = 0; i < secrets.size(); i++) {
            int at = text.indexOf(secrets.get(i));
            assertThat(at)
                    .as("where %s shows secret %d, after: %s", where, i, before(text, at))
                    .isNegative();
        }
    }

    /** Asserts that no file in the folder shows a secret. */
    void assertKept(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // Any charset that maps each byte to a character finds a text that is ASCII.
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (!text.isEmpty()) {
                    assertKept(file.toString(), text);
                }
            }
        }
    }

    private static Stream<String> disguises(String secret) {
        return Stream.of(
                secret, Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private static String before(String text, int at) {
        return at < 0 ? "" : text.substring(Math.max(0, at - 200), at);
    }
}
