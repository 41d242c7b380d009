package dev.plumbline.job.label;

/** What a prediction is worth for which no label came within the horizon. */
public enum AbsencePolicy {
    /** Nothing: it is told as unlabelled and not counted. */
    IGNORE,
    /** It counts with a label of zeros, as where only positive outcomes are ever sent. */
    NEGATIVE
}
