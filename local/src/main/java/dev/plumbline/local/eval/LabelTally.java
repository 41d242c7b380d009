package dev.plumbline.local.eval;

import dev.plumbline.metric.ExactSum;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.report.LabelCoverage;

/** Counts what became of the labels of predictions. Not thread-safe. */
final class LabelTally {
    private long predicted;
    private long labelled;
    private long negative;
    private long unlabelled;
    private long conflicted;
    private final ExactSum ages = new ExactSum();
    private long maxAge = Long.MIN_VALUE;

    /** Adds a prediction of which it is decided. */
    void add(Prediction prediction) {
        predicted++;
        switch (prediction.labelStatus()) {
            case LABELLED -> {
                labelled++;
                ages.add((double) prediction.labelAge());
                maxAge = Math.max(maxAge, prediction.labelAge());
            }
            case NEGATIVE -> negative++;
            case UNLABELLED -> unlabelled++;
            case CONFLICTED -> conflicted++;
            case AWAITED -> throw new IllegalArgumentException("it is not decided what becomes of the prediction");
        }
    }

    /** The counts; {@code horizon} is for how long each label was waited for. */
    LabelCoverage coverage(long horizon) {
        return new LabelCoverage(
                labelled,
                negative,
                ages.doubleValue() / labelled,
                labelled == 0 ? 0 : maxAge,
                new LabelCoverage.Cohort(predicted, unlabelled, conflicted, horizon));
    }
}
