package dev.plumbline.job.label;

/** By what predictions and labels find each other. */
public enum JoinKeying {
    /** By model and id: of the predictions of all versions of a model for an id, the first one counts. */
    MODEL_AND_ID,
    /** By model, version and id. */
    MODEL_VERSION_AND_ID,
    /** By id alone, for labels that name no model: each version of each model waits by itself, and a label is for all of them. */
    ID
}
