package dev.plumbline.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.bench.scenario.Entry;
import dev.plumbline.bench.scenario.Scenario;
import dev.plumbline.bench.scenario.Scenarios;
import dev.plumbline.bench.topic.Layout;
import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.Delivery;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.SinkConfig;
import dev.plumbline.metric.DType;
import java.util.List;
import java.util.Map;
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
    void everyScenarioIsAValidConfiguration() {
        for (Scenario scenario : new Scenarios(20_000, 1).all()) {
            scenario.groups().stream()
                    .flatMap(group -> group.entries().stream())
                    .filter(entry -> entry.kind() == ContenderKind.PLUMBLINE)
                    .forEach(PlumblineDefinitionTest::assertLoads);
        }
    }

    private static void assertLoads(Entry entry) {
        assertThat(load(task(entry.topic().layout(), entry.settings()))).isNotNull();
    }

    private static JobConfig load(Task task) {
        return ConfigLoader.load(PlumblineDefinition.yaml(task, "bench"), "bench.yaml", task.settings(), Map.of());
    }

    private static Task task(Layout layout, List<String> settings) {
        return new Task("127.0.0.1:9092", "zipf", layout, PeerWindow.TUMBLING_MINUTE, 2, settings, "reports");
    }
}
