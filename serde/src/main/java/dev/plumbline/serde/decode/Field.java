package dev.plumbline.serde.decode;

/** The fields of a prediction, in the order in which they are judged. */
enum Field {
    MODEL("model"),
    VERSION("version"),
    TIME("time"),
    Y_TRUE("y_true"),
    Y_PRED("y_pred"),
    SAMPLE_WEIGHT("sample_weight");

    private final String id;

    Field(String id) {
        this.id = id;
    }

    /** The name in the configuration and in rejections. */
    String id() {
        return id;
    }
}
