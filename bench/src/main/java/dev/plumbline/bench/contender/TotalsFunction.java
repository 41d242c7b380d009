package dev.plumbline.bench.contender;

import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * Sums what a window holds into {@link BoundTotals}, which are its result, too. What is added, and how, says the subclass.
 *
 * @param <T> what is added
 */
abstract class TotalsFunction<T> implements AggregateFunction<T, BoundTotals, BoundTotals> {

    @Override
    public final BoundTotals createAccumulator() {
        return new BoundTotals();
    }

    @Override
    public final BoundTotals getResult(BoundTotals totals) {
        return totals;
    }

    @Override
    public final BoundTotals merge(BoundTotals one, BoundTotals other) {
        one.records += other.records;
        one.weightedSum += other.weightedSum;
        one.weightCount += other.weightCount;
        return one;
    }
}
