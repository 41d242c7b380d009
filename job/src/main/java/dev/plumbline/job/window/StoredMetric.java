package dev.plumbline.job.window;

import dev.plumbline.job.label.WindowTime;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.metric.calibration.CalibrationMetric;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.jspecify.annotations.Nullable;

/**
 * Remembers by which metric the sums in the windows' state were made, and ends a job that was given another one: each such window
 * would refuse its next sum, restart after restart.
 */
final class StoredMetric {

    private static final ListStateDescriptor<String> STORED =
            new ListStateDescriptor<>("metric", StringSerializer.INSTANCE);

    private StoredMetric() {}

    /**
     * Compares the metrics with those that are stored, and stores them.
     *
     * @throws SuppressRestartsException if they differ: trying again would change nothing
     */
    static void require(
            BinaryCrossentropyConfig metric,
            @Nullable CalibrationConfig calibration,
            @Nullable WindowTime labels,
            StateInitializationContext context)
            throws Exception {
        String own = describe(metric) + describe(calibration) + describe(labels);
        ListState<String> stored = context.getOperatorStateStore().getUnionListState(STORED);
        for (String other : stored.get()) {
            if (!other.equals(own)) {
                throw new SuppressRestartsException(new IllegalStateException(
                        "The state holds sums of the metric \"" + other + "\", but the configuration says \"" + own
                                + "\", and these do not merge. Set metric.*, calibration.* and labels as they were, or start without"
                                + " state."));
            }
        }
        stored.update(List.of(own));
    }

    /** Nothing for the loss alone, so that what is stored then is what was stored before there were other metrics. */
    private static String describe(@Nullable CalibrationConfig calibration) {
        return calibration == null
                ? ""
                : ", calibration: {metrics: [%s], bins: %d, exact_scores: %d, cell_bits: %d}"
                        .formatted(
                                calibration.metrics().stream()
                                        .map(CalibrationMetric::key)
                                        .collect(Collectors.joining(", ")),
                                calibration.bins(),
                                calibration.exactScores(),
                                calibration.cellBits());
    }

    /** Sums by one time and by the other, or without labels of their own, are kept in one place. */
    private static String describe(@Nullable WindowTime labels) {
        return labels == null
                ? ""
                : ", labels: {windows: %s}".formatted(labels.name().toLowerCase(Locale.ROOT));
    }

    /** All that decides whether sums merge, in the words of the configuration; the name does not. */
    static String describe(BinaryCrossentropyConfig metric) {
        return "variant: %s, dtype: %s, from_logits: %s, label_smoothing: %s, floatx: %s"
                .formatted(
                        metric.variant().id(),
                        metric.dtype().id(),
                        metric.fromLogits(),
                        metric.labelSmoothing(),
                        metric.floatx().id());
    }
}
