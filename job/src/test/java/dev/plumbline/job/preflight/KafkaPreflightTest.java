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
    void namesAnAddressThatIsNone() {
        assertThat(problems("source: {kafka: {bootstrap_servers: 'no.such.host.invalid:9092', topics: in}}"))
                .singleElement()
                .asString()
                .startsWith("source.kafka: Kafka's client cannot be set up for no.such.host.invalid:9092: ")
                .endsWith("; correct source.kafka.bootstrap_servers or source.kafka.properties.");
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
        return ConfigLoader.load(String.join("\n", yaml), "test", List.of(), Map.of());
    }
}
