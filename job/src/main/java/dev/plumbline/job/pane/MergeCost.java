package dev.plumbline.job.pane;

import dev.plumbline.job.aggregate.WindowAccumulator;
import dev.plumbline.metric.calibration.CalibrationAccumulator;

/**
 * What it costs to merge one sum into another, told in the records that might be looked up and added there instead. Measured, see
 * {@code docs/PERFORMANCE.md}. Being wrong by a factor costs some time and changes no bit.
 */
final class MergeCost {

    /** Less than one record: looking the other sum up and computing a logarithm once more take longer than adding two numbers. */
    private static final int OF_LOSS = 0;

    /** For scores all over the range with weights that are no integers; with others it is 2. */
    private static final int OF_CALIBRATION = 8;

    /** For logits that are far apart; for a click model, whose scores lie in few cells, it is 2 to 4. */
    private static final int OF_SCORES = 64;

    private MergeCost() {}

    /** Returns the number of records from which on a merge is cheaper, for sums of this kind. */
    static int inRecords(WindowAccumulator sum) {
        CalibrationAccumulator calibration = sum.calibration();
        if (calibration == null) {
            return OF_LOSS;
        }
        return calibration.config().needsScores() ? OF_SCORES : OF_CALIBRATION;
    }
}
