package dev.plumbline.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.job.time.WindowSpec;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
    private static final String YAML = """
            source:
              kafka:
                bootstrap_servers: b:9092
                topics: [a, b]
                properties: {security.protocol: SSL}
            windows:
              - tumbling: 1m
              - sliding: {size: 10m, slide: 1m}
            """;

    @Test
    void replaceWhatTheFileSaysAndAddWhatItDoesNot() {
        JobConfig config = load("job=ctr", "engine.parallelism=3", "time.idleness=off", "source.kafka.topics=[x, y]");
        assertThat(config.job()).isEqualTo("ctr");
        assertThat(config.engine().parallelism()).isEqualTo(OptionalInt.of(3));
        assertThat(config.time().idleness()).isEmpty();
        assertThat(kafka(config).topics()).containsExactly("x", "y");
    }

    @Test
    void theLastOneWins() {
        assertThat(load("job=one", "job=two").job()).isEqualTo("two");
    }

    @Test
    void reachIntoListsByPosition() {
        JobConfig config = load(
                "windows.0.tumbling=5m",
                "windows.1.sliding.slide=2m",
                "windows.2.cumulative={size: 1d, step: 1h}",
                "source.kafka.topics.1=z");
        assertThat(config.windows())
                .extracting(WindowSpec::name)
                .containsExactly("tumbling 5m", "sliding 10m/2m", "cumulative 1d/1h");
        assertThat(kafka(config).topics()).containsExactly("a", "z");
    }

    @Test
    void startAListWhereThereIsNone() {
        JobConfig config = ConfigLoader.load(
                "", "f.yaml", List.of("source.files.path=in.jsonl", "windows.0.tumbling=1h"), Map.of());
        assertThat(config.source()).isEqualTo(new SourceConfig.Files("in.jsonl"));
        assertThat(config.windows()).extracting(WindowSpec::name).containsExactly("tumbling 1h");
    }

    @Test
    void nameClientPropertiesWithTheirDots() {
        assertThat(kafka(load("source.kafka.properties.sasl.mechanism=PLAIN"))
                        .properties()
                        .asMap())
                .containsExactly(Map.entry("sasl.mechanism", "PLAIN"), Map.entry("security.protocol", "SSL"));
    }

    @Test
    void nullRemoves() {
        JobConfig config = load("source.kafka=null", "source.files.path=in", "windows.0=null", "time=~");
        assertThat(config.source()).isEqualTo(new SourceConfig.Files("in"));
        assertThat(config.windows()).extracting(WindowSpec::name).containsExactly("sliding 10m/1m");
    }

    @Test
    void valuesMayHoldEqualsSigns() {
        assertThat(kafka(load("source.kafka.properties.client.rack=a=b"))
                        .properties()
                        .asMap())
                .containsEntry("client.rack", "a=b");
    }

    @Test
    void anOverriddenReferenceNeedsNoVariable() {
        String yaml = YAML.replace("b:9092", "${BROKERS}");
        JobConfig config = ConfigLoader.load(yaml, "f.yaml", List.of("source.kafka.bootstrap_servers=c:1"), Map.of());
        assertThat(kafka(config).bootstrapServers()).isEqualTo("c:1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            job ¦ --set job: is not an override; write --set path=value, such as --set engine.parallelism=2
            =x ¦ --set : is not an override; write --set path=value, such as --set engine.parallelism=2
            job= ¦ --set job: has no value; give one, or null to remove the option
            jobb=x ¦ --set jobb: is not an option; did you mean job?
            job.name=x ¦ --set job.name: job: is a section where one value belongs; give <name>
            engine.paralelism=2 ¦ --set engine.paralelism: is not an option; did you mean engine.parallelism?
            windows.7.tumbling=1m ¦ --set windows.7.tumbling: 7 is not a position in the list; use 0 to 2, where 2 appends
            windows.x=1m ¦ --set windows.x: x is not a position in the list; use 0 to 2, where 2 appends
            windows.2=null ¦ --set windows.2: 2 is not a position in the list; use 0 to 2, where 2 appends
            windows.0.tumbling.size=1m ¦ --set windows.0.tumbling.size: windows.0.tumbling is a single value there; override windows.0.tumbling as a whole
            time.idleness=5 ¦ --set time.idleness: 5: is a duration without a unit; write a whole number and a unit out of ms, s, m, h, d, such as 500ms or 10s, or off
            windows=[{tumbling: x}] ¦ --set windows: windows.0.tumbling: x: is not a duration; write a whole number and a unit out of ms, s, m, h, d, such as 500ms or 10s
            source.files.path=x ¦ --set source.files.path: source.files: contradicts source.kafka (f.yaml:2); keep exactly one of source.kafka, source.files
            job=[ ¦ --set job: is not YAML: expected the node content, but found '<stream end>'; check indentation and quotes
            job=${NOPE} ¦ --set job: ${NOPE}: the environment variable NOPE is not set; set it, or write ${NOPE:-default}
            """)
    void areRefusedUnderTheirOwnName(String override, String message) {
        ConfigException refusal = catchThrowableOfType(ConfigException.class, () -> load(override));
        assertThat(refusal).isNotNull();
        assertThat(refusal.problems()).containsExactly(message);
    }

    private static SourceConfig.Kafka kafka(JobConfig config) {
        return (SourceConfig.Kafka) config.source();
    }

    private static JobConfig load(String... overrides) {
        return ConfigLoader.load(YAML, "f.yaml", List.of(overrides), Map.of());
    }
}
