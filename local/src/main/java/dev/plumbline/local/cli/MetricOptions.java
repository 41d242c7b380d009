package dev.plumbline.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The metric and the places of its fields as options: shorthands for the configuration keys of the same names, so that a
 * mistake in either gets the same message.
 */
final class MetricOptions {
    @Option(names = "--variant", paramLabel = "ID", description = "keras3 (default) or tf2.3.")
    private @Nullable String variant;

    @Option(names = "--dtype", paramLabel = "ID", description = "float32 (default) or float64.")
    private @Nullable String dtype;

    @Option(names = "--from-logits", description = "y_pred holds logits, not probabilities.")
    private boolean fromLogits;

    @Option(names = "--label-smoothing", paramLabel = "A", description = "Label smoothing, 0 to 1 (default 0).")
    private @Nullable String labelSmoothing;

    @Option(
            names = "--field",
            paramLabel = "NAME=POINTER",
            description =
                    "Where a field is in your records, as a JSON Pointer, for example --field y_pred=/scores/0;"
                            + " may be repeated. Names: model, version, y_true, y_pred, sample_weight; with --labels also id, time.")
    private Map<String, String> fields = new TreeMap<>();

    @Option(names = "--model", paramLabel = "NAME", description = "All records are this model's.")
    private @Nullable String model;

    @Option(names = "--numeric-strings", description = "Take texts such as \"0.25\" as numbers.")
    private boolean numericStrings;

    /** The options that were given, as overrides of the configuration. */
    List<String> overrides() {
        List<String> overrides = new ArrayList<>();
        Overrides.add(overrides, "metric.variant", variant);
        Overrides.add(overrides, "metric.dtype", dtype);
        Overrides.add(overrides, "metric.from_logits", fromLogits ? "true" : null);
        Overrides.add(overrides, "metric.label_smoothing", labelSmoothing);
        fields.forEach((name, pointer) -> Overrides.add(overrides, "fields." + name, Overrides.quoted(pointer)));
        Overrides.add(overrides, "fields.model", model == null ? null : "{constant: " + Overrides.quoted(model) + "}");
        Overrides.add(overrides, "fields.numeric_strings", numericStrings ? "true" : null);
        return overrides;
    }
}
