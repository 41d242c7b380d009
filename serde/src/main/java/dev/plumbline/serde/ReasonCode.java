package dev.plumbline.serde;

import java.util.Locale;

/**
 * Why a record was not counted. The {@link #code()} is published in dead letters and metrics and never changes its meaning;
 * {@code docs/FORMATS.md} lists every code with its remedy.
 */
public enum ReasonCode {
    /** The record has no value (a tombstone), or a value of zero bytes. */
    NO_VALUE,
    /** The value is not one JSON document in UTF-8: a syntax error, an early end, or something after the end. */
    NOT_JSON,
    /** The value exceeds a limit on bytes, nesting, array elements, or the length of a number or name. */
    TOO_LARGE,
    /** A required field is absent or null. */
    MISSING_FIELD,
    /** A field is there but of a type that it cannot have, or a text that cannot be read as what it must be. */
    WRONG_TYPE,
    /** A mapped field, or an object on the way to it, occurs more than once. */
    DUPLICATE_FIELD,
    /** A prediction is NaN or infinite, as written or in the metric's dtype. */
    PREDICTION_NOT_FINITE,
    /** A prediction is outside [0, 1] while the metric expects probabilities. */
    PREDICTION_OUT_OF_RANGE,
    /** A label is NaN or outside [0, 1]. */
    LABEL_OUT_OF_RANGE,
    /** A sample weight is negative, NaN or infinite, or so large that its loss would be infinite. */
    WEIGHT_INVALID,
    /**
     * The arrays are empty or ragged, or their shapes are refused by the metric's variant, or they leave open what belongs to which
     * element or output that is counted apart.
     */
    SHAPE_MISMATCH,
    /** The event time is outside the plausible range, or too far after the record's own timestamp. */
    TIME_OUT_OF_RANGE,
    /** The record came after its pane was closed; decided by the job. */
    LATE,
    /** The record came after its pane was closed because its partition had been declared idle; decided by the job. */
    LATE_AFTER_IDLE,
    /** The record is valid, but of a model or version beyond the number that its partition may bring; decided by the job. */
    TOO_MANY_SERIES,
    /** A prediction of the same model and id is waiting for its label already; decided by the job. */
    DUPLICATE_PREDICTION,
    /** No label came within the horizon, and absence is not counted; no dead letter, because nothing is wrong. Decided by the job. */
    UNLABELLED,
    /** The labels of the prediction do not agree, and none of them is to be believed; they are dead letters. Decided by the job. */
    LABELS_DISAGREE,
    /** The label says what another label of its prediction says; no dead letter. Decided by the job. */
    DUPLICATE_LABEL,
    /** The label does not agree with another one of its prediction; decided by the job. */
    LABEL_CONFLICT,
    /** The label has not the shape of its prediction; decided by the job. */
    LABEL_SHAPE_MISMATCH,
    /** The label came after the horizon of its prediction; decided by the job. */
    LABEL_PAST_HORIZON,
    /** No prediction is known that the label could be for; decided by the job. */
    LABEL_ORPHAN;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** Whether the record alone decides, before anything else is known; the other reasons are given by the job to valid records. */
    public boolean isOfTheRecord() {
        return compareTo(LATE) < 0;
    }

    /**
     * Whether what is not counted for this reason becomes a dead letter. What does not is no loss: nothing is wrong with it, or other
     * records say the same, or others that are dead letters say why.
     */
    public boolean hasDeadLetter() {
        return this != UNLABELLED && this != LABELS_DISAGREE && this != DUPLICATE_LABEL;
    }

    /** The published snake_case name, for example {@code not_json}. */
    public String code() {
        return code;
    }

    /**
     * The reason with the given published name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the known codes
     */
    public static ReasonCode of(String code) {
        StringBuilder known = new StringBuilder();
        for (ReasonCode reason : values()) {
            if (reason.code.equals(code)) {
                return reason;
            }
            known.append(known.isEmpty() ? "" : ", ").append(reason.code);
        }
        throw new IllegalArgumentException("unknown reason code \"" + code + "\"; known are " + known);
    }
}
