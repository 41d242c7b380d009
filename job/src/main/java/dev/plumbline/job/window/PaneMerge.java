package dev.plumbline.job.window;

import dev.plumbline.job.aggregate.WindowAccumulator;
import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.aggregate.WindowResult;
import dev.plumbline.job.flow.PaneSum;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Adds panes to a window by the algebra of {@link WindowAggregate}: adding a pane's sum is merging its accumulator. */
final class PaneMerge implements AggregateFunction<PaneSum, WindowAccumulator, WindowResult> {

    private final WindowAggregate aggregate;

    PaneMerge(WindowAggregate aggregate) {
        this.aggregate = aggregate;
    }

    @Override
    public WindowAccumulator createAccumulator() {
        return aggregate.createAccumulator();
    }

    @Override
    public WindowAccumulator add(PaneSum sum, WindowAccumulator accumulator) {
        return aggregate.merge(accumulator, sum.accumulator());
    }

    @Override
    public WindowResult getResult(WindowAccumulator accumulator) {
        return aggregate.getResult(accumulator);
    }

    @Override
    public WindowAccumulator merge(WindowAccumulator accumulator, WindowAccumulator other) {
        return aggregate.merge(accumulator, other);
    }
}
