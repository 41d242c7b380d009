package dev.plumbline.metric;

/** The shapes of an update do not fit together under the rules of the variant. Nothing was added. */
public final class ShapeException extends IllegalArgumentException {
    /** What did not fit. */
    public enum Kind {
        /** The labels and the predictions have shapes that the variant does not pair. */
        LABEL_PREDICTION_SHAPE_MISMATCH("label_prediction_shape_mismatch"),
        /** One array would have to be broadcast to another and cannot be. */
        SHAPE_NOT_BROADCASTABLE("shape_not_broadcastable"),
        /** Labels and predictions are single numbers; the reference wants at least one axis. */
        RANK_ZERO_INPUT("rank_zero_input");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** The stable name, in snake case. */
        public String id() {
            return id;
        }
    }

    private final Kind kind;

    ShapeException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What did not fit. */
    public Kind kind() {
        return kind;
    }
}
