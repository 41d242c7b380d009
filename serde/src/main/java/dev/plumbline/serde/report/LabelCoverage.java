package dev.plumbline.serde.report;

import org.jspecify.annotations.Nullable;

/**
 * How far the labels of a window have come, where they come later than their predictions. What is counted in a window is what is
 * labelled or negative. An age is the time from a prediction to its label, in milliseconds; negative for a label that came first.
 *
 * @param labelled how many predictions have a label; not negative
 * @param negative how many count as 0 because no label came within the horizon; not negative
 * @param meanAge the mean age of the labels; NaN if there are none
 * @param maxAge the largest age of a label; 0 if there are none
 * @param cohort what is known of all the predictions of the window; null if the window goes by the time of the labels
 */
public record LabelCoverage(
        long labelled,
        long negative,
        double meanAge,
        long maxAge,
        @Nullable Cohort cohort) {

    /**
     * All the predictions of a window, whatever became of them.
     *
     * @param predicted how many there are; at least labelled + negative + unlabelled + conflicted, and as many once the window is
     *     final
     * @param unlabelled how many are not counted because no label came within the horizon; not negative
     * @param conflicted how many are not counted because their labels do not agree; not negative
     * @param awaited for how long after the window's end labels have been waited for at least, in milliseconds of event time: from 0
     *     to the horizon, which it is in a final report
     */
    public record Cohort(long predicted, long unlabelled, long conflicted, long awaited) {

        /** Checks the numbers; {@link IllegalArgumentException} with a sentence if one is negative. */
        public Cohort {
            requireNotNegative("predicted", predicted);
            requireNotNegative("unlabelled", unlabelled);
            requireNotNegative("conflicted", conflicted);
            requireNotNegative("awaited", awaited);
        }
    }

    /** Checks the numbers; {@link IllegalArgumentException} with a sentence if they do not go together. */
    public LabelCoverage {
        requireNotNegative("labelled", labelled);
        requireNotNegative("negative", negative);
        if (labelled == 0 ? !Double.isNaN(meanAge) || maxAge != 0 : Double.isNaN(meanAge)) {
            throw new IllegalArgumentException(
                    labelled + " labels of a window have the mean age " + meanAge + " ms and the largest age " + maxAge
                            + " ms; without labels these are NaN and 0, with labels they are numbers");
        }
        if (cohort != null && cohort.predicted < labelled + negative + cohort.unlabelled + cohort.conflicted) {
            throw new IllegalArgumentException(
                    "a cohort of " + cohort.predicted + " predictions cannot have " + labelled
                            + " labelled, " + negative + " negative, " + cohort.unlabelled + " unlabelled and "
                            + cohort.conflicted + " conflicted ones");
        }
    }

    /** Labelled predictions per prediction, from 0 to 1; NaN if the window goes by the time of the labels, or has none. */
    public double coverage() {
        return cohort == null || cohort.predicted == 0 ? Double.NaN : (double) labelled / cohort.predicted;
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(
                    "the labels of a window have " + name + " " + value + "; it cannot be below 0");
        }
    }
}
