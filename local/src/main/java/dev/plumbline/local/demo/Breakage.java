package dev.plumbline.local.demo;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The ways in which the demonstration's records are broken: mistakes that producers really make. */
enum Breakage {
    EMPTY("no_value", null),
    CUT_SHORT("not_json", "{\"model\":\"$model\",\"version\":\"1\",\"time\":$time,\"y_pr"),
    NO_LABEL("missing_field", "{\"model\":\"$model\",\"time\":$time,\"y_pred\":0.25}"),
    PREDICTION_IN_WORDS("wrong_type", "{\"model\":\"$model\",\"time\":$time,\"y_pred\":\"likely\",\"y_true\":1}"),
    PER_CENT("prediction_out_of_range", "{\"model\":\"$model\",\"time\":$time,\"y_pred\":62.5,\"y_true\":1}"),
    CLICK_COUNT_AS_LABEL("label_out_of_range", "{\"model\":\"$model\",\"time\":$time,\"y_pred\":0.25,\"y_true\":3}"),
    NEGATIVE_WEIGHT(
            "weight_invalid",
            "{\"model\":\"$model\",\"time\":$time,\"y_pred\":0.25,\"y_true\":0,\"sample_weight\":-1}"),
    ONE_LABEL_SHORT(
            "shape_mismatch", "{\"model\":\"$model\",\"time\":$time,\"y_pred\":[0.25,0.5,0.125],\"y_true\":[0,1]}"),
    TIME_IN_SECONDS("time_out_of_range", "{\"model\":\"$model\",\"time\":$seconds,\"y_pred\":0.25,\"y_true\":0}");

    private final String reason;
    private final @Nullable String template;

    Breakage(String reason, @Nullable String template) {
        this.reason = reason;
        this.template = template;
    }

    /** The reason code under which the job rejects it. */
    String reason() {
        return reason;
    }

    /** The value of a broken record of {@code model}, whose event time would have been {@code time}. */
    byte @Nullable [] value(String model, long time) {
        if (template == null) {
            return null;
        }
        return template.replace("$model", model)
                .replace("$time", Long.toString(time))
                .replace("$seconds", Long.toString(time / 1000))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
