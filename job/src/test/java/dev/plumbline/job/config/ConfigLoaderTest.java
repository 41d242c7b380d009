package dev.plumbline.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.time.Cumulative;
import dev.plumbline.job.time.Sliding;
import dev.plumbline.job.time.Tumbling;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.Variant;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.TextSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration that is fine means: defaults, derived values, forms of writing. */
class ConfigLoaderTest {
    private static final String KAFKA = "source: {kafka: {bootstrap_servers: 'b:9092', topics: in}}\n";

    @Test
    void everythingThatIsNotSaidHasTheDocumentedDefault() {
        assertThat(load(KAFKA))
                .isEqualTo(new JobConfig(
                        "plumbline",
                        new SourceConfig.Kafka(
                                "b:9092",
                                List.of("in"),
                                "plumbline",
                                new StartPosition.Earliest(),
                                new StopPosition.Never(),
                                ClientProperties.none()),
                        FieldMapping.defaults(),
                        Optional.empty(),
                        BinaryCrossentropyConfig.defaults(),
                        Optional.of(CalibrationConfig.defaults()),
                        List.of(new Tumbling(60_000, 0)),
                        List.of(),
                        List.of(),
                        new TimeConfig(
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(1),
                                Optional.of(Duration.ofSeconds(30)),
                                Duration.ofHours(1),
                                Instant.parse("2000-01-01T00:00:00Z"),
                                Instant.parse("2200-01-01T00:00:00Z")),
                        new LimitsConfig(1_048_576, 64, 65_536, 25_000, 1_000),
                        new SinkConfig.Console(),
                        new SinkConfig.Console(),
                        new SinkConfig.Console(),
                        new EngineConfig(
                                OptionalInt.empty(),
                                128,
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(5),
                                8_192,
                                Duration.ofMillis(200)),
                        new Redactions()));
    }

    @Test
    void theDecoderGetsItsOwnDefaults() {
        assertThat(load(KAFKA).decodeOptions())
                .isEqualTo(DecodeOptions.defaults(BinaryCrossentropyConfig.defaults())
                        .withCalibrated(true));
    }

    @Test
    void reportsOnKafkaConnectLikeTheSourceAndTakeDeadLettersAlong() {
        JobConfig config = load("""
                job: ctr
                source:
                  kafka:
                    bootstrap_servers: [b1:9092, 'b2:9092']
                    topics: [in]
                    properties: {security.protocol: SSL, fetch.max.bytes: 1000}
                reports:
                  kafka: {topic: out, transaction_timeout: 8m, properties: {linger.ms: 5}}
                """);
        assertThat(config.reports())
                .isEqualTo(new SinkConfig.Kafka(
                        "b1:9092,b2:9092",
                        "out",
                        Delivery.EXACTLY_ONCE,
                        Duration.ofMinutes(8),
                        ClientProperties.of(Map.of("security.protocol", "SSL", "linger.ms", "5"))));
        assertThat(config.deadLetters())
                .isEqualTo(new SinkConfig.Kafka(
                        "b1:9092,b2:9092",
                        "ctr.dead-letters",
                        Delivery.EXACTLY_ONCE,
                        Duration.ofMinutes(8),
                        ClientProperties.of(Map.of("security.protocol", "SSL", "linger.ms", "5"))));
        assertThat(config.ledger())
                .isEqualTo(new SinkConfig.Kafka(
                        "b1:9092,b2:9092",
                        "ctr.ledger",
                        Delivery.EXACTLY_ONCE,
                        Duration.ofMinutes(8),
                        ClientProperties.of(Map.of("security.protocol", "SSL", "linger.ms", "5"))));
    }

    @Test
    void aSinkWithBrokersOfItsOwnInheritsNothing() {
        JobConfig config = load("""
                source: {kafka: {bootstrap_servers: 'b:1', topics: in, properties: {security.protocol: SSL}}}
                reports: {kafka: {bootstrap_servers: 'other:1', topic: out}}
                """);
        assertThat(config.reports())
                .isInstanceOfSatisfying(
                        SinkConfig.Kafka.class,
                        kafka -> assertThat(kafka.properties()).isEqualTo(ClientProperties.none()));
    }

    @Test
    void deadLettersOnKafkaHaveADefaultTopic() {
        assertThat(load(KAFKA + "dead_letters:\n  kafka:\n").deadLetters())
                .isInstanceOfSatisfying(
                        SinkConfig.Kafka.class,
                        kafka -> assertThat(kafka.topic()).isEqualTo("plumbline.dead-letters"));
    }

    @Test
    void theLedgerOnKafkaHasADefaultTopic() {
        assertThat(load(KAFKA + "ledger:\n  kafka:\n").ledger())
                .isInstanceOfSatisfying(
                        SinkConfig.Kafka.class,
                        kafka -> assertThat(kafka.topic()).isEqualTo("plumbline.ledger"));
    }

    @Test
    void theGroupIsNamedAfterTheJob() {
        assertThat(load("job: ctr\n" + KAFKA).source())
                .isInstanceOfSatisfying(
                        SourceConfig.Kafka.class,
                        kafka -> assertThat(kafka.groupId()).isEqualTo("ctr"));
    }

    @Test
    void kerasGlobalFloatTypeFollowsTheMetric() {
        BinaryCrossentropyConfig metric = load(KAFKA + "metric: {variant: tf2.3, dtype: float64, label_smoothing: 0.1}")
                .metric();
        assertThat(metric)
                .isEqualTo(new BinaryCrossentropyConfig(
                        "binary_crossentropy", DType.FLOAT64, false, 0.1, Variant.TF2_3, DType.FLOAT64));
        metric.checkFloatTypes();
    }

    @Test
    void windowsOfEveryKindKeepTheirOrder() {
        assertThat(load(KAFKA + """
                                windows:
                                  - cumulative: {size: 1d, step: 1h, offset: 16h}
                                  - tumbling: PT1M
                                  - tumbling: {size: 1h, offset: 15m}
                                  - sliding: {size: 10m, slide: 4m}
                                """).windows())
                .containsExactly(
                        new Cumulative(86_400_000, 3_600_000, 57_600_000),
                        new Tumbling(60_000, 0),
                        new Tumbling(3_600_000, 900_000),
                        new Sliding(600_000, 240_000, 0));
    }

    @Test
    void fieldsMayBeConstantOrLeftOut() {
        FieldMapping fields = load(KAFKA
                        + "fields: {model: {constant: 'a b'}, version: {constant: 7}, time: none, sample_weight: none}")
                .fields();
        assertThat(fields.model()).isEqualTo(TextSource.constant("a b"));
        assertThat(fields.version()).isEqualTo(TextSource.constant("7"));
        assertThat(fields.time()).isNull();
        assertThat(fields.sampleWeight()).isNull();
        assertThat(load(KAFKA + "fields: {version: none}").fields().version()).isNull();
    }

    @Test
    void positionsAreWordsOrTimes() {
        assertThat(kafka("start: latest").start()).isEqualTo(new StartPosition.Latest());
        assertThat(kafka("start: committed").start()).isEqualTo(new StartPosition.Committed());
        Instant instant = Instant.parse("2026-07-11T09:30:00.250Z");
        assertThat(kafka("start: 2026-07-11T11:30:00.250+02:00").start()).isEqualTo(new StartPosition.At(instant));
        assertThat(kafka("start: " + instant.toEpochMilli()).start()).isEqualTo(new StartPosition.At(instant));
        assertThat(kafka("start: 0").start()).isEqualTo(new StartPosition.At(Instant.EPOCH));
        assertThat(kafka("stop: latest").stop()).isEqualTo(new StopPosition.Latest());
        assertThat(kafka("stop: latest").isBounded()).isTrue();
        assertThat(kafka("stop: '2026-07-11T09:30:00.250Z'").stop()).isEqualTo(new StopPosition.At(instant));
        assertThat(kafka("stop: never").isBounded()).isFalse();
    }

    @Test
    void idlenessCanBeOff() {
        assertThat(load(KAFKA + "time: {idleness: off}").time().idleness()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"in,b", "[in, b]", "\n  - in\n  - b", " in , b"})
    void topicsAreAListOrSeparatedByCommas(String topics) {
        String yaml = "source:\n kafka:\n  bootstrap_servers: b:1\n  topics: " + topics.replace("\n", "\n  ");
        assertThat(load(yaml).source())
                .isInstanceOfSatisfying(
                        SourceConfig.Kafka.class,
                        kafka -> assertThat(kafka.topics()).containsExactly("in", "b"));
    }

    @Test
    void emptySectionsMeanTheirDefaults() {
        assertThat(load(KAFKA + "time:\nengine: {}\nreports:\n  console:\nfields:\n"))
                .isEqualTo(load(KAFKA));
    }

    @Test
    void anchorsAndAliasesAreOrdinaryYaml() {
        JobConfig config =
                load("source: {kafka: {bootstrap_servers: 'b:1', topics: in, properties: &p {linger.ms: 5}}}\n"
                        + "reports: {kafka: {topic: out, properties: *p}}");
        assertThat(config.reports())
                .isInstanceOfSatisfying(
                        SinkConfig.Kafka.class,
                        kafka -> assertThat(kafka.properties().asMap()).containsExactly(Map.entry("linger.ms", "5")));
    }

    @Test
    void ipv6BrokersAreUnderstood() {
        assertThat(load("source: {kafka: {bootstrap_servers: '[::1]:9092', topics: in}}")
                        .source())
                .isInstanceOfSatisfying(
                        SourceConfig.Kafka.class,
                        kafka -> assertThat(kafka.bootstrapServers()).isEqualTo("[::1]:9092"));
    }

    private static SourceConfig.Kafka kafka(String option) {
        return (SourceConfig.Kafka) load("source:\n kafka:\n  bootstrap_servers: b:1\n  topics: in\n  " + option)
                .source();
    }

    private static JobConfig load(String yaml) {
        return ConfigLoader.load(yaml, "f.yaml", List.of(), Map.of());
    }
}
