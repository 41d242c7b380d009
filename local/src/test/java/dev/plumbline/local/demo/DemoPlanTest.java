package dev.plumbline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.SourceConfig;
import dev.plumbline.job.time.WindowSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoPlanTest {
    /** So that a replay with it has the reports that the demo has. */
    @Test
    void theExampleForItsReplayMeasuresWhatTheDemoMeasures() throws IOException {
        JobConfig demo = DemoPlan.config("localhost:9092", false);
        JobConfig example = ConfigLoader.load(
                Files.readString(Path.of("..", "docs", "examples", "demo.yaml")), "demo.yaml", List.of(), Map.of());

        assertThat(((SourceConfig.Kafka) example.source()).topics()).containsExactly(DemoPlan.PREDICTIONS);
        assertThat(example.windows().stream().map(WindowSpec::name))
                .isEqualTo(demo.windows().stream().map(WindowSpec::name).toList());
        assertThat(example.slices()).isEqualTo(demo.slices());
        assertThat(example.metric()).isEqualTo(demo.metric());
        assertThat(example.calibration()).isEqualTo(demo.calibration());
        assertThat(example.time().outOfOrderness()).isEqualTo(demo.time().outOfOrderness());
        assertThat(example.time().allowedLateness()).isEqualTo(demo.time().allowedLateness());
    }
}
