package dev.plumbline.job.delayed;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.oracle.LabelOracle;
import dev.plumbline.job.oracle.LabelRules;
import dev.plumbline.job.oracle.Lateness;
import dev.plumbline.job.oracle.Metrics;
import dev.plumbline.job.oracle.WindowFamily;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a job is told, for its configuration and for the oracle. Unless told otherwise: tumbling windows of ten seconds, for everyone and
 * by two ways to cut, the loss and two cheap metrics.
 */
final class DelayedJob {

    /** How far behind the newest record others are expected, in milliseconds. */
    static final long OUT_OF_ORDERNESS = 2_500;

    private final LabelRules rules;
    private List<WindowFamily> windows = List.of(WindowFamily.tumbling(10));
    private List<List<String>> slices = List.of(List.of("country"), List.of("country", "device"));
    private List<String> outputs = List.of();
    private String metrics = "calibration: {metrics: [brier, calibration_ratio]}";
    private long allowedLateness;
    private String checkpointInterval = "100ms";
    private List<Long> reportAges;
    private boolean mayBeLate;

    DelayedJob(LabelRules rules) {
        this.rules = rules;
        this.reportAges = List.of(0L, rules.horizon() / 4, rules.horizon() - 1);
    }

    LabelRules rules() {
        return rules;
    }

    DelayedJob windows(WindowFamily... others) {
        windows = List.of(others);
        return this;
    }

    /** Counts two outputs apart, for everyone and by country. */
    DelayedJob twoOutputs() {
        outputs = List.of("click", "buy");
        slices = List.of(List.of("country"), List.of("output"), List.of("country", "output"));
        return this;
    }

    /** The sections that say what is measured, as the configuration writes them. */
    DelayedJob metrics(String others) {
        metrics = others;
        return this;
    }

    /** How much longer than the out-of-orderness records are waited for, in milliseconds. */
    DelayedJob allowedLateness(long millis) {
        allowedLateness = millis;
        return this;
    }

    /** Some records come later than that. */
    DelayedJob someLate() {
        mayBeLate = true;
        return this;
    }

    DelayedJob checkpointInterval(String interval) {
        checkpointInterval = interval;
        return this;
    }

    /** The ages at which cohorts are reported before they are final, in milliseconds. */
    DelayedJob reportAt(long... ages) {
        reportAges = Arrays.stream(ages).boxed().toList();
        return this;
    }

    LabelOracle.Job forTheOracle() {
        JobConfig config = config(1);
        return new LabelOracle.Job(
                rules,
                windows,
                slices,
                outputs,
                new Metrics(config.metric(), config.calibration().orElse(null)),
                mayBeLate ? new Lateness(OUT_OF_ORDERNESS, allowedLateness) : null);
    }

    JobConfig config(int parallelism) {
        return ConfigLoader.load(
                """
                source: {files: {path: predictions}}
                labels: {files: {path: labels}, %s%s}
                windows: %s
                slices: %s
                %s
                %s
                time: {out_of_orderness: %dms, allowed_lateness: %dms}
                engine: {parallelism: %d, pane_buffer: %d, checkpoint_interval: %s, watermark_interval: 1ms}
                """.formatted(
                                rules.options(),
                                reportAt(),
                                windows.stream()
                                        .map(window -> "{" + window.option() + "}")
                                        .toList(),
                                slices,
                                outputs.isEmpty() ? "" : "outputs: " + outputs,
                                metrics,
                                OUT_OF_ORDERNESS,
                                allowedLateness,
                                parallelism,
                                parallelism == 2 ? 100 : 65_536,
                                checkpointInterval),
                "test",
                List.of(),
                Map.of());
    }

    /** Windows by the time of labels have no ages. */
    private String reportAt() {
        return rules.windows() == LabelRules.Windows.LABEL
                ? ""
                : reportAges.stream().map(age -> age + "ms").collect(Collectors.joining(", ", ", report_at: [", "]"));
    }

    @Override
    public String toString() {
        return rules.options();
    }
}
