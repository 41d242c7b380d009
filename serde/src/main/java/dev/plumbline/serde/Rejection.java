package dev.plumbline.serde;

import java.util.Objects;

/**
 * The verdict on a record that is not counted.
 *
 * @param reason the stable code
 * @param field the field's name in the configuration, for example {@code y_pred}; empty if the whole record is meant
 * @param message one sentence: the field and where it is, its value (shortened, printable), the reason, the way out
 */
public record Rejection(ReasonCode reason, String field, String message) {
    public Rejection {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }
}
