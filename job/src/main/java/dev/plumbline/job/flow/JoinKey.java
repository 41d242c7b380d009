package dev.plumbline.job.flow;

import java.util.Objects;

/**
 * By what a prediction and its labels find each other.
 *
 * @param model the model's name; empty if labels name none
 * @param version the model's version; empty if it has no part in the key
 * @param id the event's id, not empty
 */
public record JoinKey(String model, String version, String id) {
    /** Refuses null. */
    public JoinKey {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(id, "id");
    }
}
