package dev.plumbline.serde;

/** What has become of the label of a prediction. */
public enum LabelStatus {
    /** It is known, and the prediction counts. */
    LABELLED,
    /** It is not known yet. */
    AWAITED,
    /** None came in time, which counts as a label of zeros. */
    NEGATIVE,
    /** None came in time, and the prediction is not counted. */
    UNLABELLED,
    /** Several came that do not agree, and the prediction is not counted. */
    CONFLICTED;

    /** Whether the prediction has a label to be counted with. */
    public boolean isCounted() {
        return this == LABELLED || this == NEGATIVE;
    }
}
