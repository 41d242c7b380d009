package dev.plumbline.job.config;

import dev.plumbline.job.label.JoinKeying;
import dev.plumbline.serde.decode.LabelMapping;
import dev.plumbline.serde.decode.TextSource;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code labels.fields}. */
final class LabelFieldsReader {
    private static final String BY_MODEL = "model_and_id";
    private static final String BY_VERSION = "model_version_and_id";

    private final Settings settings;
    private final Problems problems;
    private final FieldPlaces places;

    LabelFieldsReader(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
        this.places = new FieldPlaces(settings);
    }

    /** The mapping, with the origin that the join goes by and no more; null after a problem, of this section or another. */
    @Nullable
    LabelMapping read(JoinKeying joinBy) {
        TextSource model = origin(
                LabelOptions.MODEL,
                LabelOptions.MODEL_CONSTANT,
                joinBy != JoinKeying.ID,
                BY_MODEL + " or " + BY_VERSION);
        TextSource version = origin(
                LabelOptions.VERSION,
                LabelOptions.VERSION_CONSTANT,
                joinBy == JoinKeying.MODEL_VERSION_AND_ID,
                BY_VERSION);
        String id = places.required(LabelOptions.ID);
        String time = places.optional(LabelOptions.TIME);
        String yTrue = places.required(LabelOptions.Y_TRUE);
        var timeUnit = settings.get(LabelOptions.TIME_UNIT);
        boolean numericStrings = settings.get(LabelOptions.NUMERIC_STRINGS);
        return problems.any() ? null : new LabelMapping(model, version, id, time, timeUnit, yTrue, numericStrings);
    }

    private @Nullable TextSource origin(
            Option<String> place, Option<String> constant, boolean isJoinedBy, String keyings) {
        if (isJoinedBy) {
            return places.text(place, constant);
        }
        if (settings.has(place.path())) {
            settings.problem(
                    place.path(),
                    "is nothing that labels are joined by (" + LabelOptions.JOIN_BY.path() + ", "
                            + settings.whereabouts(LabelOptions.JOIN_BY.path()) + "); remove it, or join by "
                            + keyings);
        }
        return null;
    }
}
