package dev.plumbline.job.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said without a broker; the rest is told by the tests on real processes. */
class KafkaPreflightTest {

    @Test
    void saysOnceThatABrokerDoesNotAnswer() {
        assertThat(problems(
                        "source: {kafka: {bootstrap_servers: '127.0.0.1:1', topics: in}}",
                        "reports: {kafka: {topic: out}}"))
                .containsExactly(
                        "source.kafka.bootstrap_servers: 127.0.0.1:1: no broker answers within 1 s; start it, or correct"
                                + " the address, or open the network to it. A broker that speaks TLS or SASL also stays silent until"
                                + " source.kafka.properties says so.");
    }

    @Test
    void asksAgainWhereTheConnectionIsAnother() {
        assertThat(problems(
                        "source: {kafka: {bootstrap_servers: '127.0.0.1:1', topics: in}}",
                        "reports: {kafka: {topic: out, properties: {sasl.mechanism: PLAIN}}}",
                        "dead_letters: {console: {}}",
                        "ledger: {console: {}}"))
                .extracting(problem -> problem.split(":", 2)[0])
                .containsExactly("source.kafka.bootstrap_servers", "reports.kafka.bootstrap_servers");
    }

    @Test
    void labelsAreAskedForWhereTheirConnectionIsAnotherAndOnlyTheirOwnPropertiesAreJudgedAgain() {
        assertThat(problems(
                        "source: {kafka: {bootstrap_servers: '127.0.0.1:1', topics: in, properties: {fetch.min.bytes: few}}}",
                        "labels: {kafka: {topics: labels}, horizon: 1h}"))
                .extracting(problem -> problem.split(": ", 2)[0])
                .containsExactly("source.kafka.properties.fetch.min.bytes", "source.kafka.bootstrap_servers");
        assertThat(problems(
                        "source: {kafka: {bootstrap_servers: '127.0.0.1:1', topics: in, properties: {fetch.min.bytes: few}}}",
                        "labels: {kafka: {topics: labels, properties: {max.poll.records: many}}, horizon: 1h}"))
                .extracting(problem -> problem.split(": ", 2)[0])
                .containsExactly(
                        "source.kafka.properties.fetch.min.bytes",
                        "source.kafka.bootstrap_servers",
                        "labels.kafka.properties.max.poll.records",
                        "labels.kafka.bootstrap_servers");
    }

    @Test
    void namesAnAddressThatIsNone() {
        assertThat(problems("source: {kafka: {bootstrap_servers: 'no.such.host.invalid:9092', topics: in}}"))
                .singleElement()
                .asString()
                .startsWith("source.kafka: Kafka's client cannot be set up for no.such.host.invalid:9092: ")
                .endsWith("; correct source.kafka.bootstrap_servers or source.kafka.properties.");
    }

    @Test
    void namesAPropertyThatKafkaDoesNotUnderstandAndHidesWhatCameFromOutside() {
        assertThat(problems("""
                        source:
                          kafka:
                            bootstrap_servers: 127.0.0.1:1
                            topics: in
                            properties: {fetch.min.bytes: "${SECRET}", max.poll.records: many, group.id.unknown: x}
                        dead_letters: {console: {}}
                        """))
                .hasSize(3)
                .startsWith(
                        "source.kafka.properties.fetch.min.bytes: Kafka's client refuses it: Invalid value [hidden] for"
                                + " configuration fetch.min.bytes: Not a number of type INT; correct it, or remove the line.",
                        "source.kafka.properties.max.poll.records: Kafka's client refuses it: Invalid value many for"
                                + " configuration max.poll.records: Not a number of type INT; correct it, or remove the line.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x required password=\"ab\"g-e-h-e-i-m\";",
                "x required password=\"g-e-h-e-i-m\"",
                "x g-e-h-e-i-m password=\"a\";",
                "g-e-h-e-i-m",
                "no.such.Module required password=\"g-e-h-e-i-m\";",
            })
    void showsNoPieceOfALoginThatKafkaCannotUse(String jaas) {
        assertThat(problems("""
                        source:
                          kafka:
                            bootstrap_servers: 127.0.0.1:1
                            topics: in
                            properties: {security.protocol: SASL_SSL, sasl.mechanism: PLAIN, sasl.jaas.config: '%s'}
                        dead_letters: {console: {}}
                        """.formatted(jaas)))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .containsAnyOf(
                                "source.kafka.properties.sasl.jaas.config: is not a login as Kafka reads it; write MODULE",
                                "source.kafka: Kafka's client cannot be set up for 127.0.0.1:1: ")
                        .doesNotContain("g-e-h"));
    }

    @Test
    void saysWhichStoreCannotBeRead() {
        assertThat(problems("""
                        source:
                          kafka:
                            bootstrap_servers: 127.0.0.1:1
                            topics: in
                            properties: {security.protocol: SSL, ssl.truststore.location: /no/such/store.p12}
                        dead_letters: {console: {}}
                        """))
                .singleElement()
                .asString()
                .startsWith("source.kafka: Kafka's client cannot be set up for 127.0.0.1:1: /no/such/store.p12;");
    }

    @Test
    void asksNobodyWhenKafkaPlaysNoPart() {
        JobConfig config = config("source: {files: {path: data}}");

        assertThatCode(() -> KafkaPreflight.check(config, Duration.ofSeconds(1)))
                .doesNotThrowAnyException();
    }

    private static List<String> problems(String... yaml) {
        return catchThrowableOfType(
                        PreflightException.class, () -> KafkaPreflight.check(config(yaml), Duration.ofSeconds(1)))
                .problems();
    }

    private static JobConfig config(String... yaml) {
        return ConfigLoader.load(String.join("\n", yaml), "test", List.of(), Map.of("SECRET", "geheim"));
    }
}
