package dev.plumbline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.LabelsConfig;
import dev.plumbline.job.config.SourceConfig;
import dev.plumbline.job.time.WindowSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoJobTest {
    /** So that a replay with it has the reports that the demo has. */
    @ParameterizedTest
    @CsvSource({"INLINE,demo.yaml", "DELAYED,demo-labels.yaml"})
    void theExampleForItsReplayMeasuresWhatTheDemoMeasures(DemoJob job, String file) throws IOException {
        JobConfig demo = job.config("localhost:9092", false);
        JobConfig example =
                ConfigLoader.load(Files.readString(Path.of("..", "docs", "examples", file)), file, List.of(), Map.of());

        assertThat(topics(example.source())).isEqualTo(topics(demo.source()));
        assertThat(example.labels().map(labels -> topics(labels.source())))
                .isEqualTo(demo.labels().map(labels -> topics(labels.source())));
        assertThat(example.labels().map(LabelsConfig::policy))
                .isEqualTo(demo.labels().map(LabelsConfig::policy));
        assertThat(example.labels().map(LabelsConfig::reportAges))
                .isEqualTo(demo.labels().map(LabelsConfig::reportAges));
        assertThat(example.windows().stream().map(WindowSpec::name))
                .isEqualTo(demo.windows().stream().map(WindowSpec::name).toList());
        assertThat(example.slices()).isEqualTo(demo.slices());
        assertThat(example.metric()).isEqualTo(demo.metric());
        assertThat(example.calibration()).isEqualTo(demo.calibration());
        assertThat(example.time().outOfOrderness()).isEqualTo(demo.time().outOfOrderness());
        assertThat(example.time().allowedLateness()).isEqualTo(demo.time().allowedLateness());
    }

    @Test
    void waitsForLabelsAsLongAsTheirTrafficGivesThem() {
        LabelsConfig labels =
                DemoJob.DELAYED.config("localhost:9092", true).labels().orElseThrow();

        assertThat(labels.policy().horizon()).isEqualTo(DelayedTraffic.HORIZON_MILLIS);
        assertThat(labels.policy().early()).isGreaterThan(DelayedTraffic.EARLY_MILLIS);
        assertThat(topics(labels.source())).containsExactly(DemoPlan.DELAYED_LABELS);
        // Ages that are no multiple of the window would be rounded up to one, and not be those that are asked for.
        assertThat(labels.reportAges())
                .containsExactly(Duration.ZERO, Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(45));
        assertThat(DemoJob.DELAYED.shortestWindow()).isEqualTo("tumbling 15s");
    }

    private static List<String> topics(SourceConfig source) {
        return ((SourceConfig.Kafka) source).topics();
    }
}
