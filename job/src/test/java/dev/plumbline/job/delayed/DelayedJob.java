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
 * What a job is told, for its configuration and for the oracle.
 *
 * @param rules of the join
 * @param windows at least one
 * @param slices by names of attributes
 * @param metrics the sections that say what is measured, as the configuration writes them
 * @param outOfOrderness how far behind the newest record others are expected, in milliseconds
 * @param allowedLateness how much longer they are waited for, in milliseconds
 * @param checkpointInterval as the configuration writes it
 * @param reportAges at which cohorts are reported before they are final, in milliseconds
 */
record DelayedJob(
        LabelRules rules,
        List<WindowFamily> windows,
        List<List<String>> slices,
        String metrics,
        long outOfOrderness,
        long allowedLateness,
        String checkpointInterval,
        List<Long> reportAges) {

    /** Tumbling windows of ten seconds, everyone and two ways to cut, the loss and two cheap metrics. */
    static DelayedJob of(LabelRules rules) {
        return new DelayedJob(
                rules,
                List.of(WindowFamily.tumbling(10)),
                List.of(List.of("country"), List.of("country", "device")),
                "calibration: {metrics: [brier, calibration_ratio]}",
                2_500,
                0,
                "100ms",
                List.of(0L, rules.horizon() / 4, rules.horizon() - 1));
    }

    DelayedJob withWindows(WindowFamily... others) {
        return new DelayedJob(
                rules,
                List.of(others),
                slices,
                metrics,
                outOfOrderness,
                allowedLateness,
                checkpointInterval,
                reportAges);
    }

    DelayedJob withMetrics(String others) {
        return new DelayedJob(
                rules, windows, slices, others, outOfOrderness, allowedLateness, checkpointInterval, reportAges);
    }

    DelayedJob withAllowedLateness(long millis) {
        return new DelayedJob(rules, windows, slices, metrics, outOfOrderness, millis, checkpointInterval, reportAges);
    }

    DelayedJob withCheckpointInterval(String interval) {
        return new DelayedJob(rules, windows, slices, metrics, outOfOrderness, allowedLateness, interval, reportAges);
    }

    DelayedJob reportingAt(long... ages) {
        List<Long> others = Arrays.stream(ages).boxed().toList();
        return new DelayedJob(
                rules, windows, slices, metrics, outOfOrderness, allowedLateness, checkpointInterval, others);
    }

    /** For logs in which nothing is late. */
    LabelOracle.Job forTheOracle() {
        return forTheOracle(false);
    }

    LabelOracle.Job forTheOracle(boolean mayBeLate) {
        JobConfig config = config(1);
        return new LabelOracle.Job(
                rules,
                windows,
                slices,
                new Metrics(config.metric(), config.calibration().orElse(null)),
                mayBeLate ? new Lateness(outOfOrderness, allowedLateness) : null);
    }

    JobConfig config(int parallelism) {
        String reportAt = rules.windows() == LabelRules.Windows.LABEL
                ? ""
                : reportAges.stream().map(age -> age + "ms").collect(Collectors.joining(", ", ", report_at: [", "]"));
        return ConfigLoader.load(
                """
                source: {files: {path: predictions}}
                labels: {files: {path: labels}, %s%s}
                windows: [%s]
                slices: %s
                %s
                time: {out_of_orderness: %dms, allowed_lateness: %dms}
                engine: {parallelism: %d, pane_buffer: %d, checkpoint_interval: %s, watermark_interval: 1ms}
                """.formatted(
                                rules.options(),
                                reportAt,
                                windows.stream()
                                        .map(window -> "{" + window.option() + "}")
                                        .collect(Collectors.joining(", ")),
                                slices,
                                metrics,
                                outOfOrderness,
                                allowedLateness,
                                parallelism,
                                parallelism == 2 ? 100 : 65_536,
                                checkpointInterval),
                "test",
                List.of(),
                Map.of());
    }
}
