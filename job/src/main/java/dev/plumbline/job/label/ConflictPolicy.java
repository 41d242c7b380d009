package dev.plumbline.job.label;

/** What becomes of the labels of one prediction if they do not agree. */
public enum ConflictPolicy {
    /** The first label by event time counts; at equal times the smallest. Decided as soon as it is certain which one is first. */
    FIRST,
    /** The last label by event time counts; at equal times the largest. Decided at the horizon. */
    LAST,
    /** None counts, and the prediction neither. Decided at the horizon. */
    REJECT
}
