package dev.plumbline.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where secrets may come from, and what is said of those that come from the wrong place. */
class SecretsTest {
    private static final String SOURCE = """
            source:
              kafka:
                bootstrap_servers: b:1
                topics: in
                properties:
            """;

    @TempDir
    Path folder;

    @Test
    void aFileGivesItsTextWithoutTheLineEndsAtItsEnd() throws IOException {
        Path password = file("password", " geheim \r\n\n");
        Path chain = file("ca.pem", "-----BEGIN\nAbC\n-----END\n");
        JobConfig config = load("""
                      ssl.key.password: ${<%s}
                      sasl.jaas.config: 'x required username="${USER}" password="${<%s}";'
                      ssl.truststore.certificates: "${< %s }"
                dead_letters: {console: {}}
                """.formatted(password, password, chain));
        assertThat(properties(config))
                .containsEntry("ssl.key.password", " geheim ")
                .containsEntry("sasl.jaas.config", "x required username=\"anna\" password=\" geheim \";")
                .containsEntry("ssl.truststore.certificates", "-----BEGIN\nAbC\n-----END");
        assertThat(config.warnings()).isEmpty();
        assertThat(config + "" + config.redactions())
                .contains("ssl.key.password: \"${<" + password + "}\"")
                .contains("sasl.jaas.config: \"[hidden]\"")
                .doesNotContain("geheim", "AbC");
    }

    @Test
    void aDescriptionWithFilesLoadsToAnEqualConfiguration() throws IOException {
        JobConfig config = load("      ssl.key.password: ${<" + file("p", "geheim") + "}\n");
        assertThat(ConfigLoader.load(config.describe(), "again.yaml", List.of(), Map.of())
                        .source())
                .isEqualTo(config.source());
    }

    @Test
    void aFileThatGivesNoValueIsAProblemWithItsLineAndWithoutItsContent() throws IOException {
        byte[] large = new byte[ValueFile.MOST_BYTES + 1];
        Arrays.fill(large, (byte) 'g');
        Path store = Files.write(folder.resolve("store.p12"), new byte[] {'g', (byte) 0xC3, 'g'});
        Path missing = folder.resolve("missing");
        Path tooLarge = Files.write(folder.resolve("large"), large);
        Path empty = file("empty", "\n");

        assertThat(refusal("""
                      a: ${<%s}
                      b: ${<%s}
                      c: ${<%s}
                      d: ${<%s}
                      e: ${<%s}
                      f: ${<geheim}
                      g: "${</a\\0b}"
                      h: "${<}"
                """.formatted(missing, folder, store, tooLarge, empty))
                        .problems())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("f.yaml:6: source.kafka.properties.a: ")
                                .endsWith("the file " + missing
                                        + " does not exist where the job is submitted; create it, or correct the path"),
                        second -> assertThat(second)
                                .startsWith("f.yaml:7: ")
                                .contains("the file " + folder + " is a folder"),
                        third -> assertThat(third).contains("the file " + store + " is not UTF-8 text"),
                        fourth -> assertThat(fourth).contains(tooLarge + " has more than 1048576 bytes"),
                        fifth -> assertThat(fifth).contains("the file " + empty + " is empty"),
                        sixth -> assertThat(sixth).contains("relative path"),
                        seventh -> assertThat(seventh).contains("does not name a file"),
                        eighth -> assertThat(eighth).contains("relative path"))
                .noneMatch(problem -> problem.contains("ggg"));
    }

    @Test
    void aValueFromAFileIsHiddenInMessagesToo() throws IOException {
        Path file = file("p", "geheim");
        String message = refusal("      x: 1\nengine: {parallelism: '${<" + file + "}'}\n")
                .getMessage();
        assertThat(message).contains("engine.parallelism: [hidden]: ").doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl.key.password: geheim",
                "sasl.oauthbearer.client.credentials.client.secret: geheim",
                "sasl.jaas.config: 'x required username=\"anna\" password=\"geheim\";'",
                "sasl.jaas.config: 'x required username=\"${USER}\" password=\"geheim\";'",
                "sasl.jaas.config: x required clientSecret='geheim';",
            })
    void aSecretThatStandsInTheFileIsWarnedOfAndOnTheCommandLineRefused(String property) {
        String name = property.substring(0, property.indexOf(':'));

        assertThat(load("      " + property).warnings())
                .containsExactly(
                        "f.yaml:6: source.kafka.properties." + name + ": is a secret that stands in the file; take it"
                                + " from the environment with ${NAME}, or from a file with ${<FILE}");

        String override = "source.kafka.properties." + property.replaceFirst(": ", "=");
        ConfigException refusal = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigLoader.load(SOURCE + "      a: b", "f.yaml", List.of(override), env()));
        assertThat(refusal.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("--set source.kafka.properties." + name
                                + ": [hidden]: is a secret on the command line, where")
                        .doesNotContain("geheim"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl.key.password: ${PASSWORD}",
                "ssl.key.password: ${env:PASSWORD}",
                "ssl.key.password: ''",
                "sasl.jaas.config: 'x required username=\"anna\" password=\"${PASSWORD}\";'",
                "sasl.jaas.config: 'x required username=\"anna\" password=${file:/run/secrets:kafka};'",
                "sasl.jaas.config: com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true storeKey=true;",
                "sasl.oauthbearer.token.endpoint.url: https://login.example.org",
                "config.providers.secret.param.file: /etc/x",
            })
    void aReferenceToASecretIsNoSecret(String property) {
        assertThat(load("      " + property).warnings()).isEmpty();
        String override = "source.kafka.properties." + property.replaceFirst(": ", "=");
        assertThat(ConfigLoader.load(SOURCE + "      a: b", "f.yaml", List.of(override), env())
                        .warnings())
                .isEmpty();
    }

    private static Map<String, String> env() {
        return Map.of("USER", "anna", "PASSWORD", "geheim");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> properties(JobConfig config) {
        return ((SourceConfig.Kafka) config.source()).properties().asMap();
    }

    private static ConfigException refusal(String properties) {
        ConfigException refusal = catchThrowableOfType(ConfigException.class, () -> load(properties));
        assertThat(refusal).as("this should be refused: %s", properties).isNotNull();
        return refusal;
    }

    private static JobConfig load(String properties) {
        return ConfigLoader.load(SOURCE + properties, "f.yaml", List.of(), env());
    }
}
