package dev.plumbline.serde.decode;

import dev.plumbline.serde.decode.TextSource.At;
import dev.plumbline.serde.decode.TextSource.Constant;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where each field of a label is found in a record; places are JSON Pointers, as in a {@link FieldMapping}. No pointer may equal
 * another, or lead through the place of another; {@link IllegalArgumentException} otherwise, with a sentence that names both.
 *
 * @param model the model's name: required in every record, a text or an integer, 1 to 256 characters; null for labels that name no
 *     model
 * @param version the model's version: optional in a record, default empty; null for labels that name none
 * @param id the event's id: required in every record, a text or an integer (its text is taken), 1 to 256 characters
 * @param time when the label became known: optional, default the record's own timestamp; a number in {@code timeUnit}, or ISO-8601
 *     text
 * @param timeUnit the unit of a numeric time
 * @param yTrue the label or labels: required; numbers or booleans, a scalar or nested arrays
 * @param numericStrings whether texts such as {@code "0.25"} are taken as numbers
 */
public record LabelMapping(
        @Nullable TextSource model,
        @Nullable TextSource version,
        String id,
        @Nullable String time,
        EpochUnit timeUnit,
        String yTrue,
        boolean numericStrings)
        implements Serializable {

    public LabelMapping {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(timeUnit, "timeUnit");
        Objects.requireNonNull(yTrue, "yTrue");
        if (model instanceof Constant constant && constant.text().isEmpty()) {
            throw new IllegalArgumentException(
                    "the constant for model is empty; give the model a name, or none at all");
        }
        PointerTrie.compile(places(model, version, id, time, yTrue));
    }

    /** The layout in {@code docs/FORMATS.md}: every field at the top level under its own name, time in milliseconds. */
    public static LabelMapping defaults() {
        return new LabelMapping(
                TextSource.at("/model"),
                TextSource.at("/version"),
                "/id",
                "/time",
                EpochUnit.MILLISECONDS,
                "/y_true",
                false);
    }

    /** The same mapping with other sources of the model and its version; null for labels that do not name them. */
    public LabelMapping withOrigin(@Nullable TextSource newModel, @Nullable TextSource newVersion) {
        return new LabelMapping(newModel, newVersion, id, time, timeUnit, yTrue, numericStrings);
    }

    /** The same mapping with another place of the id. */
    public LabelMapping withId(String newId) {
        return new LabelMapping(model, version, newId, time, timeUnit, yTrue, numericStrings);
    }

    /** The same mapping with another place and unit of the event time; null for the record's own timestamp. */
    public LabelMapping withTime(@Nullable String newTime, EpochUnit newUnit) {
        return new LabelMapping(model, version, id, newTime, newUnit, yTrue, numericStrings);
    }

    /** The same mapping with another place of the label. */
    public LabelMapping withYTrue(String newYTrue) {
        return new LabelMapping(model, version, id, time, timeUnit, newYTrue, numericStrings);
    }

    /** The same mapping, taking numeric texts as numbers or not. */
    public LabelMapping withNumericStrings(boolean newNumericStrings) {
        return new LabelMapping(model, version, id, time, timeUnit, yTrue, newNumericStrings);
    }

    /** Whether every record must name its model. */
    boolean needsModel() {
        return model instanceof At;
    }

    /** The places to read, in the order of judgement. */
    List<PointerTrie.Place> places() {
        return places(model, version, id, time, yTrue);
    }

    private static List<PointerTrie.Place> places(
            @Nullable TextSource model, @Nullable TextSource version, String id, @Nullable String time, String yTrue) {
        List<PointerTrie.Place> places = new ArrayList<>();
        Pointers.add(places, Field.MODEL, Pointers.of(model));
        Pointers.add(places, Field.VERSION, Pointers.of(version));
        Pointers.add(places, Field.ID, id);
        Pointers.add(places, Field.TIME, time);
        Pointers.add(places, Field.Y_TRUE, yTrue);
        return places;
    }
}
