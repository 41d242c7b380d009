package dev.plumbline.job.join;

/** Why a record of the join is not counted and becomes a dead letter. */
public enum JoinLoss {
    /** A prediction of which another one with the same key is waiting for its label. */
    DUPLICATE_PREDICTION,
    /** A label that does not agree with another one of its prediction. */
    LABEL_CONFLICT,
    /** A label whose shape is not that of its prediction. */
    LABEL_SHAPE_MISMATCH,
    /** A label that came after the horizon of its prediction. */
    LABEL_PAST_HORIZON,
    /** A label of which no prediction is known. */
    LABEL_ORPHAN
}
