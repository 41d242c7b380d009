package dev.plumbline.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.label.AbsencePolicy;
import dev.plumbline.job.time.WindowSpec;
import dev.plumbline.metric.Variant;
import dev.plumbline.serde.decode.EpochUnit;
import dev.plumbline.serde.decode.TextSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example configurations in the documentation load, and mean what their comments say. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples");
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "KAFKA_BROKERS", "k1:9093,k2:9093",
            "KAFKA_USER", "plumbline-user",
            "KAFKA_PASSWORD", "swordfish",
            "TRUSTSTORE_PASSWORD", "changeit");

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void loadsAndSurvivesItsOwnDescription(Path example) throws IOException {
        JobConfig config = load(example);
        String description = config.describe();
        assertThat(description).doesNotContain("swordfish", "changeit", "plumbline-user", "k1:9093");
        // A secret that is more than one reference is shown as [hidden]; give it back to compare the rest.
        String complete = description.replace("\"[hidden]\"", "\"" + jaas() + "\"");
        JobConfig again = ConfigLoader.load(complete, "described.yaml", List.of(), ENVIRONMENT);
        assertThat(again.describe()).isEqualTo(description);
        assertThat(again.source()).isEqualTo(config.source());
        assertThat(again.fields()).isEqualTo(config.fields());
        assertThat(again.labels()).isEqualTo(config.labels());
        assertThat(again.metric()).isEqualTo(config.metric());
        assertThat(again.windows()).isEqualTo(config.windows());
        assertThat(again.slices()).isEqualTo(config.slices());
        assertThat(again.time()).isEqualTo(config.time());
        assertThat(again.limits()).isEqualTo(config.limits());
        assertThat(again.reports()).isEqualTo(config.reports());
        assertThat(again.deadLetters()).isEqualTo(config.deadLetters());
        assertThat(again.ledger()).isEqualTo(config.ledger());
        assertThat(again.engine()).isEqualTo(config.engine());
    }

    private static String jaas() {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required"
                + " username=\\\"${KAFKA_USER}\\\" password=\\\"${KAFKA_PASSWORD}\\\";";
    }

    @Test
    void theExamplesAreTheOnesThatTheDocumentationNames() throws IOException {
        assertThat(examples())
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "demo-labels.yaml",
                        "demo.yaml",
                        "files.yaml",
                        "foreign-record.yaml",
                        "full.yaml",
                        "labels.yaml",
                        "minimal-kafka.yaml");
    }

    @Test
    void theMinimalExampleReadsATopicAndReportsToTheConsole() throws IOException {
        JobConfig config = load(EXAMPLES.resolve("minimal-kafka.yaml"));
        assertThat(config.source()).isInstanceOfSatisfying(SourceConfig.Kafka.class, kafka -> {
            assertThat(kafka.bootstrapServers()).isEqualTo("localhost:9092");
            assertThat(kafka.topics()).containsExactly("predictions");
            assertThat(kafka.isBounded()).isFalse();
        });
        assertThat(config.reports()).isEqualTo(new SinkConfig.Console());
        assertThat(config.deadLetters()).isEqualTo(new SinkConfig.Console());
        assertThat(config.windows()).containsExactly(WindowSpec.tumbling(Duration.ofMinutes(1)));
    }

    @Test
    void theForeignRecordIsMappedWithoutCode() throws IOException {
        JobConfig config = load(EXAMPLES.resolve("foreign-record.yaml"));
        assertThat(config.fields().model()).isEqualTo(TextSource.at("/meta/svc"));
        assertThat(config.fields().yPred()).isEqualTo("/scores/1");
        assertThat(config.fields().numericStrings()).isTrue();
        assertThat(config.metric().variant()).isEqualTo(Variant.TF2_3);
    }

    @Test
    void theLabelsOfTheExampleComeADayLaterFromTheSameBrokers() throws IOException {
        LabelsConfig labels = load(EXAMPLES.resolve("labels.yaml")).labels().orElseThrow();
        assertThat(labels.source()).isInstanceOfSatisfying(SourceConfig.Kafka.class, kafka -> {
            assertThat(kafka.bootstrapServers()).isEqualTo("localhost:9092");
            assertThat(kafka.topics()).containsExactly("clicks");
        });
        assertThat(labels.policy().horizon()).isEqualTo(Duration.ofDays(1).toMillis());
        assertThat(labels.policy().absence()).isEqualTo(AbsencePolicy.NEGATIVE);
        assertThat(labels.reportAges()).containsExactly(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(6));
    }

    @Test
    void theFullExampleConnectsItsSinksLikeItsSource() throws IOException {
        JobConfig config = load(EXAMPLES.resolve("full.yaml"));
        assertThat(config.fields().model()).isEqualTo(TextSource.constant("ctr"));
        assertThat(config.fields().timeUnit()).isEqualTo(EpochUnit.SECONDS);
        assertThat(config.fields().sampleWeight()).isNull();
        assertThat(config.reports()).isInstanceOfSatisfying(SinkConfig.Kafka.class, kafka -> {
            assertThat(kafka.bootstrapServers()).isEqualTo("k1:9093,k2:9093");
            assertThat(kafka.delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
            assertThat(kafka.properties().asMap())
                    .containsEntry("ssl.truststore.password", "changeit")
                    .containsEntry("ssl.truststore.location", "/etc/kafka/truststore.p12")
                    .doesNotContainKey("isolation.level");
            assertThat(kafka.properties().asMap().get("sasl.jaas.config"))
                    .contains("username=\"plumbline-user\" password=\"swordfish\"");
        });
        assertThat(config.deadLetters()).isInstanceOfSatisfying(SinkConfig.Kafka.class, kafka -> {
            assertThat(kafka.delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
            assertThat(kafka.properties().asMap())
                    .containsEntry("compression.type", "zstd")
                    .containsEntry("security.protocol", "SASL_SSL");
        });
        assertThat(config.windows())
                .extracting(WindowSpec::name)
                .containsExactly("tumbling 1m", "sliding 10m/1m", "tumbling 1d+16h", "cumulative 1d/1h");
    }

    private static JobConfig load(Path example) throws IOException {
        return ConfigLoader.load(
                Files.readString(example), example.getFileName().toString(), List.of(), ENVIRONMENT);
    }
}
