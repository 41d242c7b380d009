package dev.plumbline.job.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A savepoint, and the same job with something changed. Without sinks on Kafka a savepoint may be restored many times. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangedConfigurationTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    private static final Predicate<String> SLIDING = report -> report.contains("\"sliding 40s/20s\"");
    private static final Predicate<String> ADDED = report -> report.contains("\"tumbling 20s\"");

    private static final Predicate<String> COUNTRY = report -> report.contains("\"country\"");
    private static final Predicate<String> DEVICE = report -> report.contains("\"device\"");

    private Outcome uninterrupted;
    private Stopped stopped;

    @BeforeAll
    void stopHalfWay(@TempDir Path folder) throws Exception {
        uninterrupted = MemoryJob.standard(1, "hashmap").run(null);
        stopped = MemoryJob.standard(2, "rocksdb").stopHalfWay(folder);
        assertThat(uninterrupted.reports()).anyMatch(SLIDING).anyMatch(COUNTRY).noneMatch(ADDED);
    }

    @ParameterizedTest
    @CsvSource({"1, hashmap", "4, rocksdb"})
    void anotherParallelismAndBackendChangeNoByte(int parallelism, String backend) throws Exception {
        Outcome rest = MemoryJob.standard(parallelism, backend).run(stopped.savepoint());

        assertThat(stopped.outcome().then(rest)).isEqualTo(uninterrupted);
    }

    @Test
    void anAddedWindowLeavesTheOthersAlone() throws Exception {
        String windows = MemoryJob.WINDOWS.replace("[{tumbling: 10s}", "[{tumbling: 20s}, {tumbling: 10s}");

        Outcome rest = MemoryJob.standard(2, "hashmap").withWindows(windows).run(stopped.savepoint());

        assertThat(rest.reports()).anyMatch(ADDED);
        assertThat(stopped.outcome().then(rest).onlyReports(ADDED.negate())).isEqualTo(uninterrupted);
    }

    @Test
    void aRemovedWindowLeavesTheOthersAlone() throws Exception {
        String windows = MemoryJob.WINDOWS.replace(" {sliding: {size: 40s, slide: 20s}},", "");

        Outcome rest = MemoryJob.standard(2, "rocksdb").withWindows(windows).run(stopped.savepoint());

        assertThat(rest.reports()).isNotEmpty().noneMatch(SLIDING);
        assertThat(stopped.outcome().then(rest).onlyReports(SLIDING.negate()))
                .isEqualTo(uninterrupted.onlyReports(SLIDING.negate()));
    }

    @Test
    void anAddedSliceLeavesTheOthersAlone() throws Exception {
        Outcome rest =
                MemoryJob.standard(2, "rocksdb").withSlices("[country, device]").run(stopped.savepoint());

        assertThat(rest.reports()).anyMatch(DEVICE);
        assertThat(stopped.outcome().then(rest).onlyReports(DEVICE.negate())).isEqualTo(uninterrupted);
    }

    @Test
    void aRemovedSliceLeavesTheOthersAlone() throws Exception {
        Outcome rest = MemoryJob.standard(2, "hashmap").withSlices("").run(stopped.savepoint());

        assertThat(rest.reports()).isNotEmpty().noneMatch(COUNTRY);
        assertThat(stopped.outcome().then(rest).onlyReports(COUNTRY.negate()))
                .isEqualTo(uninterrupted.onlyReports(COUNTRY.negate()));
    }

    /** Every partition has brought both countries by then, and what is admitted stays admitted. */
    @Test
    void aLoweredLimitOnSlicesLeavesThoseAloneThatAreThere() throws Exception {
        Outcome rest = MemoryJob.standard(2, "hashmap").withSlicesPerEntry(1).run(stopped.savepoint());

        assertThat(stopped.outcome().then(rest)).isEqualTo(uninterrupted);
    }

    @Test
    void aSliceThatIsAddedBeyondTheLimitOverflowsAndLeavesTheOthersAlone() throws Exception {
        Outcome rest = MemoryJob.standard(2, "rocksdb")
                .withSlices("[country, device]")
                .withSlicesPerEntry(1)
                .run(stopped.savepoint());

        assertThat(rest.reports()).anyMatch(report -> report.contains("{\"overflow\":\"device\"}"));
        assertThat(stopped.outcome().then(rest).onlyReports(DEVICE.negate())).isEqualTo(uninterrupted);
    }

    @Test
    void anotherMetricIsRefusedAtOnceAndForGood() {
        MemoryJob other = MemoryJob.standard(2, "hashmap").withMetrics("metric: {label_smoothing: 0.1}");

        assertThatThrownBy(() -> other.run(stopped.savepoint()))
                .hasStackTraceContaining(
                        "The state holds sums of the metric \"variant: keras3, dtype: float32, from_logits:"
                                + " false, label_smoothing: 0.0, floatx: float32, calibration: {metrics: [log_loss, ")
                .hasStackTraceContaining(
                        "but the configuration says \"variant: keras3, dtype:"
                                + " float32, from_logits: false, label_smoothing: 0.1, floatx: float32, calibration: {metrics: [log_loss, ")
                .hasStackTraceContaining(
                        "and these do not merge. Set metric.*, calibration.* and labels as they were, or start"
                                + " without state.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"calibration: {metrics: none}", "calibration: {metrics: [brier]}", "calibration: {bins: 10}"})
    void otherCalibrationMetricsAreRefusedToo(String calibration) {
        MemoryJob other = MemoryJob.standard(2, "hashmap").withMetrics(calibration);

        assertThatThrownBy(() -> other.run(stopped.savepoint()))
                .hasStackTraceContaining(
                        "Set metric.*, calibration.* and labels as they were, or start without state.");
    }
}
