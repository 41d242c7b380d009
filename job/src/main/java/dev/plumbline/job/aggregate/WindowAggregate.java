package dev.plumbline.job.aggregate;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.Prediction;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * The algebra of Keras' {@code BinaryCrossentropy} as a Flink {@link AggregateFunction}: the pane room adds records with it,
 * the window room merges partial sums with it. Because the sums are exact, any way of adding and merging the same records
 * gives the same bits.
 */
public final class WindowAggregate implements AggregateFunction<Prediction, WindowAccumulator, WindowResult> {

    private final BinaryCrossentropyConfig metric;

    /** Creates the aggregate of a metric. */
    public WindowAggregate(BinaryCrossentropyConfig metric) {
        this.metric = metric;
    }

    @Override
    public WindowAccumulator createAccumulator() {
        return new WindowAccumulator(metric);
    }

    /** Adds one event: one {@code update_state} call of the metric. Returns the same accumulator, changed in place. */
    @Override
    public WindowAccumulator add(Prediction prediction, WindowAccumulator accumulator) {
        prediction.addTo(accumulator.loss());
        accumulator.countRecord();
        return accumulator;
    }

    @Override
    public WindowResult getResult(WindowAccumulator accumulator) {
        return new WindowResult(
                accumulator.records(),
                accumulator.loss().config(),
                accumulator.loss().result());
    }

    /** Adds {@code other} to {@code accumulator}, which is returned; {@code other} stays as it is. */
    @Override
    public WindowAccumulator merge(WindowAccumulator accumulator, WindowAccumulator other) {
        accumulator.merge(other);
        return accumulator;
    }
}
