package dev.plumbline.job.window;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * Remembers by which metric the sums in the windows' state were made, and ends a job that was given another one: each such window
 * would refuse its next sum, restart after restart.
 */
final class StoredMetric {

    private static final ListStateDescriptor<String> STORED =
            new ListStateDescriptor<>("metric", StringSerializer.INSTANCE);

    private StoredMetric() {}

    /**
     * Compares the metric with the one that is stored, and stores it.
     *
     * @throws SuppressRestartsException if they differ: trying again would change nothing
     */
    static void require(BinaryCrossentropyConfig metric, StateInitializationContext context) throws Exception {
        String own = describe(metric);
        ListState<String> stored = context.getOperatorStateStore().getUnionListState(STORED);
        for (String other : stored.get()) {
            if (!other.equals(own)) {
                throw new SuppressRestartsException(new IllegalStateException(
                        "The state holds sums of the metric \"" + other + "\", but the configuration says \"" + own
                                + "\", and these do not merge. Set metric.* as it was, or start without state."));
            }
        }
        stored.update(List.of(own));
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
