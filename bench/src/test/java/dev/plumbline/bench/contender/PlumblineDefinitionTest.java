package dev.plumbline.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.bench.scenario.Entry;
import dev.plumbline.bench.scenario.Scenario;
import dev.plumbline.bench.scenario.Scenarios;
import dev.plumbline.bench.scenario.StateCase;
import dev.plumbline.bench.topic.Layout;
import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.Delivery;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.LabelsConfig;
import dev.plumbline.job.config.SinkConfig;
import dev.plumbline.job.config.SourceConfig;
import dev.plumbline.metric.DType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlumblineDefinitionTest {
    @Test
    void isTheDefaultApartFromWhatTheMeasurementNeeds() {
        JobConfig config = load(task(Layout.DEFAULT, List.of()));

        assertThat(config.metric().dtype()).isEqualTo(DType.FLOAT64);
        assertThat(config.engine().checkpointInterval()).hasSeconds(10);
        assertThat(config.time().allowedLateness()).hasMinutes(1);
        assertThat(List.of(config.reports(), config.deadLetters(), config.ledger()))
                .allSatisfy(sink -> assertThat(sink)
                        .isInstanceOfSatisfying(
                                SinkConfig.Kafka.class,
                                kafka -> assertThat(kafka.delivery()).isEqualTo(Delivery.EXACTLY_ONCE)));
        assertThat(config.slices()).isEmpty();
    }

    @Test
    void labelsComeFromTheTopicOfTheTask() {
        Entry entry = new Scenarios(20_000, 1)
                .all().stream()
                        .filter(scenario -> scenario.name().equals("labels"))
                        .flatMap(scenario -> scenario.groups().stream())
                        .flatMap(group -> group.entries().stream())
                        .filter(one -> one.kind() == ContenderKind.PLUMBLINE)
                        .findFirst()
                        .orElseThrow();

        LabelsConfig labels =
                load(entry.task("127.0.0.1:9092", "reports")).labels().orElseThrow();

        assertThat(labels.source())
                .isInstanceOfSatisfying(
                        SourceConfig.Kafka.class,
                        kafka -> assertThat(kafka.topics()).containsExactly("labels"));
        assertThat(labels.policy().horizon()).isEqualTo(Duration.ofMinutes(20).toMillis());
        assertThat(labels.reportAges()).containsExactly(Duration.ZERO);
    }

    @Test
    void aTaskWithoutAnEndReadsOn() {
        Task task = task(Layout.DEFAULT, List.of());

        assertThat(kafka(task).isBounded()).isTrue();
        assertThat(kafka(task.endless()).isBounded()).isFalse();
    }

    private static SourceConfig.Kafka kafka(Task task) {
        return (SourceConfig.Kafka) load(task).source();
    }

    @Test
    void everyScenarioIsAValidConfiguration() {
        for (Scenario scenario : new Scenarios(20_000, 1).all()) {
            Stream.concat(
                            scenario.groups().stream().flatMap(group -> group.entries().stream()),
                            scenario.states().stream().map(StateCase::many))
                    .filter(entry -> entry.kind() == ContenderKind.PLUMBLINE)
                    .forEach(entry -> assertThat(load(entry.task("127.0.0.1:9092", "reports")))
                            .isNotNull());
        }
    }

    private static JobConfig load(Task task) {
        return ConfigLoader.load(PlumblineDefinition.yaml(task, "bench"), "bench.yaml", task.settings(), Map.of());
    }

    private static Task task(Layout layout, List<String> settings) {
        return new Task(
                "127.0.0.1:9092",
                "zipf",
                true,
                layout,
                PeerWindow.TUMBLING_MINUTE,
                null,
                Backend.HEAP,
                2,
                settings,
                "reports");
    }
}
