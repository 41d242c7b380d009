package dev.plumbline.job.oracle;

import dev.plumbline.serde.ReasonCode;
import org.jspecify.annotations.Nullable;

/** What may be wrong with a record before anything is joined. */
enum Flaw {
    CUT_SHORT(ReasonCode.NOT_JSON),
    TOMBSTONE(ReasonCode.NO_VALUE),
    NO_ID(ReasonCode.MISSING_FIELD),
    ID_NULL(ReasonCode.MISSING_FIELD),
    ID_BOOLEAN(ReasonCode.WRONG_TYPE),
    ID_EMPTY(ReasonCode.WRONG_TYPE),
    /** The number that counts, y_pred or y_true, is above 1. */
    ABOVE_ONE(null),
    /** The number that counts is missing. */
    NO_NUMBER(ReasonCode.MISSING_FIELD);

    private final @Nullable ReasonCode reason;

    Flaw(@Nullable ReasonCode reason) {
        this.reason = reason;
    }

    /** Why a record with this flaw is refused. */
    ReasonCode reason(boolean label) {
        if (reason != null) {
            return reason;
        }
        return label ? ReasonCode.LABEL_OUT_OF_RANGE : ReasonCode.PREDICTION_OUT_OF_RANGE;
    }
}
