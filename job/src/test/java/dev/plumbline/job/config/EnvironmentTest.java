package dev.plumbline.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** References to the environment, and the silence about what they bring. */
class EnvironmentTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("BROKERS", "b1:9092,b2:9092", "PASSWORD", "geheim", "EMPTY", "", "PARALLELISM", "4");

    @Test
    void fillsInTheEnvironmentAnywhereInAScalar() {
        JobConfig config = load("""
                job: j-${MISSING:-x}-${EMPTY:-y}
                source:
                  kafka:
                    bootstrap_servers: ${BROKERS}
                    topics: [in]
                    properties:
                      sasl.jaas.config: 'required password="${PASSWORD}";'
                      plain: 'costs $5 and $${BROKERS}'
                      default: "${MISSING:-}"
                      provided: ${file:/etc/secret:password}
                engine: {parallelism: "${PARALLELISM}"}
                """);
        assertThat(config.job()).isEqualTo("j-x-y");
        assertThat(config.engine().parallelism()).hasValue(4);
        SourceConfig.Kafka kafka = (SourceConfig.Kafka) config.source();
        assertThat(kafka.bootstrapServers()).isEqualTo("b1:9092,b2:9092");
        assertThat(kafka.properties().asMap())
                .containsEntry("sasl.jaas.config", "required password=\"geheim\";")
                .containsEntry("plain", "costs $5 and ${BROKERS}")
                .containsEntry("default", "")
                .containsEntry("provided", "${file:/etc/secret:password}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            ${NOPE} ¦ ${NOPE}: the environment variable NOPE is not set; set it, or write ${NOPE:-default}
            a${NOPE}b ¦ a${NOPE}b: the environment variable NOPE is not set; set it, or write ${NOPE:-default}
            '${NOPE' ¦ ${NOPE: a reference has no end; close it with }, or write $${ for ${
            ${1X} ¦ ${1X}: is not a reference; write ${NAME} or ${NAME:-default} for the environment, ${<FILE} for a file, or $${ for the characters ${
            '${env:NAME}' ¦ ${env:NAME}: is not a reference; write ${NAME} or ${NAME:-default} for the environment, ${<FILE} for a file, or $${ for the characters ${
            """)
    void aReferenceThatLeadsNowhereIsAProblemWithItsLine(String value, String message) {
        assertThat(refusal("job: " + value + "\nsource: {files: {path: x}}").problems())
                .containsExactly("f.yaml:1: job: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "job: 'a ${PASSWORD}'",
                "engine: {parallelism: '${PASSWORD}'}",
                "metric: {variant: '${PASSWORD}'}",
                "time: {idleness: '${PASSWORD}', min: '${PASSWORD}'}",
                "windows: [{tumbling: '${PASSWORD}'}]",
                "windows: '${PASSWORD}'",
                "windows: ['${PASSWORD}']",
                "fields: {y_true: '${PASSWORD}', model: {constant: '${PASSWORD}${PASSWORD}'}, time: '${PASSWORD}'}",
                "reports: '${PASSWORD}'",
                "reports: {kafka: {topic: 'a ${PASSWORD}', bootstrap_servers: '${PASSWORD}', delivery: '${PASSWORD}'}}",
                "reports: {kafka: {topic: x, properties: {transactional.id: '${PASSWORD}'}}}",
            })
    void noMessageShowsWhatCameFromTheEnvironment(String yaml) {
        // The unknown option makes every case fail, whatever else is wrong with it.
        ConfigException refusal = refusal("source: {files: {path: x}}\nnonsense: 1\n" + yaml);
        assertThat(refusal.getMessage()).doesNotContain("geheim");
    }

    @Test
    void aWrongValueFromTheEnvironmentIsToldAsHidden() {
        assertThat(refusal("source: {files: {path: x}}\nmetric: {variant: '${PASSWORD}'}")
                        .problems())
                .containsExactly("f.yaml:2: metric.variant: [hidden]: is not known; use one of keras3, tf2.3");
    }

    @Test
    void aSecretIsHiddenEvenWhenItStandsInTheFile() {
        assertThat(refusal("source: {kafka: {bootstrap_servers: 'b:1', topics: a, properties: "
                                + "{ssl.key.password: '${NOPE}geheim', sasl.jaas.config: ''}}}")
                        .problems())
                .containsExactly(
                        "f.yaml:1: source.kafka.properties.ssl.key.password: [hidden]: the environment variable NOPE is not set;"
                                + " set it, or write ${NOPE:-default}");
    }

    @Test
    void nothingThatIsPrintedShowsASecret() {
        JobConfig config = load("""
                job: ${PASSWORD}
                source:
                  kafka:
                    bootstrap_servers: ${BROKERS}
                    topics: ['${PASSWORD}', in]
                    properties:
                      client.id: ${PASSWORD}
                      ssl.keystore.key: in-the-file
                      ssl.key.password: ${PASSWORD}
                      sasl.jaas.config: x ${PASSWORD}
                reports:
                  kafka: {topic: out}
                """);
        String printed = config + "\n" + config.source() + config.reports() + config.deadLetters() + config.ledger()
                + ((SourceConfig.Kafka) config.source()).properties() + config.redactions();
        assertThat(printed).doesNotContain("geheim", "in-the-file", "b1:9092");
        assertThat(config.describe())
                .contains("job: \"${PASSWORD}\"")
                .contains("bootstrap_servers: \"${BROKERS}\"")
                .contains("- \"${PASSWORD}\"\n      - in\n")
                .contains("ssl.keystore.key: \"[hidden]\"")
                .contains("ssl.key.password: \"${PASSWORD}\"")
                .contains("sasl.jaas.config: \"[hidden]\"")
                .contains("topic: \"${PASSWORD}.dead-letters\"")
                .contains("topic: \"${PASSWORD}.ledger\"");
    }

    @Test
    void aDescriptionWithReferencesLoadsToAnEqualConfiguration() {
        JobConfig config = load("""
                job: ${MISSING:-ctr}
                source:
                  kafka:
                    bootstrap_servers: ['${MISSING:-b:1}', 'c:2']
                    topics: ${TOPICS:-in,more}
                    properties: {ssl.key.password: '${PASSWORD}', note: 'costs $${5}'}
                windows: [{tumbling: '${SIZE:-5m}'}, {sliding: {size: '${SIZE:-5m}', slide: 1m}}]
                reports: {kafka: {topic: out}}
                """);
        JobConfig again = load(config.describe());
        assertThat(again.describe()).isEqualTo(config.describe());
        assertThat(((SourceConfig.Kafka) again.source()).topics()).containsExactly("in", "more");
        assertThat(again.source()).isEqualTo(config.source());
        assertThat(again.windows()).isEqualTo(config.windows());
        assertThat(again.reports()).isEqualTo(config.reports());
        assertThat(again.deadLetters()).isEqualTo(config.deadLetters());
        assertThat(again.ledger()).isEqualTo(config.ledger());
    }

    @Test
    void whatADescriptionShowsForASecretIsNotASecret() {
        assertThat(refusal("source: {kafka: {bootstrap_servers: 'b:1', topics: a, properties: "
                                + "{ssl.key.password: '[hidden]'}}}")
                        .problems())
                .containsExactly(
                        "f.yaml:1: source.kafka.properties.ssl.key.password: [hidden]: stands for a secret and is not"
                                + " one; take the secret from the environment with ${NAME}, or from a file with ${<FILE}");
    }

    private static ConfigException refusal(String yaml) {
        ConfigException refusal = catchThrowableOfType(ConfigException.class, () -> load(yaml));
        assertThat(refusal).as("this should be refused: %s", yaml).isNotNull();
        return refusal;
    }

    private static JobConfig load(String yaml) {
        return ConfigLoader.load(yaml, "f.yaml", List.of(), ENVIRONMENT);
    }
}
