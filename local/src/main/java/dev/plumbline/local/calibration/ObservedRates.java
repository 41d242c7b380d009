package dev.plumbline.local.calibration;

import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.metric.calibration.EqualMassBin;
import dev.plumbline.metric.calibration.ReliabilityBin;

/**
 * How far chance may have moved the mean labels of bins. A bin does not know how its weights vary, so it gets its share, by weight, of
 * the effective sample size of all: right where weights vary within each bin as they do in all. A bin of equal width is
 * never taken for more rows than it has. With weights of 1 it is the count, but for rounding.
 */
public final class ObservedRates {
    private final double rows;
    private final double weight;

    /** For the bins of this result. Without {@code effective_sample_size} among its values, weights are taken to be all equal. */
    public ObservedRates(CalibrationResult result) {
        Double effective = result.values().get("effective_sample_size");
        rows = effective == null ? result.weightedRows() : effective;
        weight = result.value("sum_w");
    }

    /** The interval of the bin's mean label; undefined if nothing in the bin has a weight. */
    public WilsonInterval interval(ReliabilityBin bin) {
        return WilsonInterval.of(bin.meanLabel(), Math.min((double) bin.count(), share(bin.weight())));
    }

    /** The interval of the bin's mean label. */
    public WilsonInterval interval(EqualMassBin bin) {
        return WilsonInterval.of(bin.meanLabel(), share(bin.weight()));
    }

    private double share(double weightOfBin) {
        return rows * (weightOfBin / weight);
    }
}
