package dev.plumbline.job.label;

/** By which of its two times a prediction with a label falls into windows. */
public enum WindowTime {
    /** By the time of the prediction: a window is a cohort, whose labels come in over the horizon. */
    PREDICTION,
    /** By the time at which the label became known; for one that is counted for want of a label, the end of its horizon. */
    LABEL
}
