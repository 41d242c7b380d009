package dev.plumbline.job.aggregate;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationAccumulator;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.Prediction;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.jspecify.annotations.Nullable;

/**
 * The algebra of Keras' {@code BinaryCrossentropy} as a Flink {@link AggregateFunction}: the pane room adds records with it,
 * the window room merges partial sums with it. Because the sums are exact, any way of adding and merging the same records
 * gives the same bits.
 */
public final class WindowAggregate implements AggregateFunction<Prediction, WindowAccumulator, WindowResult> {

    private final BinaryCrossentropyConfig metric;
    private final @Nullable CalibrationConfig calibration;
    private final boolean labelsComeLate;

    /** Creates the aggregate of the loss alone. */
    public WindowAggregate(BinaryCrossentropyConfig metric) {
        this(metric, null);
    }

    /**
     * Creates the aggregate of the loss and, beside it, of calibration metrics.
     *
     * @param metric how the loss is computed
     * @param calibration what else is measured; null for the loss alone
     */
    public WindowAggregate(BinaryCrossentropyConfig metric, @Nullable CalibrationConfig calibration) {
        this(metric, calibration, false);
    }

    /**
     * Creates the aggregate of the loss and of what else is wanted.
     *
     * @param metric how the loss is computed
     * @param calibration what else is measured; null for the loss alone
     * @param labelsComeLate whether it is counted what becomes of labels, because predictions do not bring them along
     */
    public WindowAggregate(
            BinaryCrossentropyConfig metric, @Nullable CalibrationConfig calibration, boolean labelsComeLate) {
        this.metric = metric;
        this.calibration = calibration;
        this.labelsComeLate = labelsComeLate;
    }

    @Override
    public WindowAccumulator createAccumulator() {
        return new WindowAccumulator(metric, calibration, labelsComeLate ? new LabelSums() : null);
    }

    /**
     * Adds one event: one {@code update_state} call of the metric; or none, if the event has no label to be counted with. Returns the same accumulator, changed in place.
     */
    @Override
    public WindowAccumulator add(Prediction prediction, WindowAccumulator accumulator) {
        accumulator.add(prediction);
        return accumulator;
    }

    /** Adds one output of an event, told by its place, as if the model had no other: one {@code update_state} call with its column. */
    public void addOutput(Prediction prediction, int output, WindowAccumulator accumulator) {
        accumulator.addOutput(prediction, output);
    }

    @Override
    public WindowResult getResult(WindowAccumulator accumulator) {
        CalibrationAccumulator measured = accumulator.calibration();
        return new WindowResult(
                accumulator.records(),
                accumulator.loss().config(),
                accumulator.loss().result(),
                measured == null ? null : measured.result(),
                accumulator.labels());
    }

    /** Adds {@code other} to {@code accumulator}, which is returned; {@code other} stays as it is. */
    @Override
    public WindowAccumulator merge(WindowAccumulator accumulator, WindowAccumulator other) {
        accumulator.merge(other);
        return accumulator;
    }
}
