package dev.plumbline.serde.decode;

import dev.plumbline.serde.LabelStatus;
import dev.plumbline.serde.decode.TextSource.Constant;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where each field of a prediction is found in a record. Places are JSON Pointers (RFC 6901): {@code /a/b} is member b of member
 * a, {@code /p/1} is the second element of the array p (or its member "1"), {@code ~1} and {@code ~0} stand for / and ~ in a
 * name. An optional field that is null here, absent in the record, or null in the record, takes its default.
 *
 * <p>No pointer may equal another, or lead through the place of another; {@link IllegalArgumentException} otherwise, with a
 * sentence that names both.
 *
 * @param model the model's name: required in every record, a string or an integer (its text is taken), 1 to 256 characters
 * @param version the model's version: optional, default empty; a string or a number (its text is taken), at most 256 characters
 * @param time the event time: optional, default the record's own timestamp; a number in {@code timeUnit}, or ISO-8601 text
 * @param timeUnit the unit of a numeric time
 * @param yTrue the label or labels: required; numbers or booleans, a scalar or nested arrays; null if records bring none, because
 *     labels come later
 * @param yPred the prediction or predictions: required; numbers, a scalar or nested arrays
 * @param sampleWeight the weight or weights: optional, default none, which counts as 1
 * @param numericStrings whether texts such as {@code "0.25"} are taken as numbers
 * @param slices the attributes of slices, at most 16, no two of one name; each is optional, and absent or null it puts the record
 *     into no slice. Kept in the order of their names
 * @param id the event's id, by which a label finds it: required in every record, a text or an integer (its text is taken), 1 to 256
 *     characters; null if no record is asked for it
 */
public record FieldMapping(
        TextSource model,
        @Nullable TextSource version,
        @Nullable String time,
        EpochUnit timeUnit,
        @Nullable String yTrue,
        String yPred,
        @Nullable String sampleWeight,
        boolean numericStrings,
        List<SliceAttribute> slices,
        @Nullable String id)
        implements Serializable {

    /** The most attributes that a mapping may have for slices. */
    public static final int MAX_SLICE_ATTRIBUTES = 16;

    public FieldMapping {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(timeUnit, "timeUnit");
        Objects.requireNonNull(yPred, "yPred");
        if (model instanceof Constant constant && constant.text().isEmpty()) {
            throw new IllegalArgumentException("the constant for model is empty; give the model a name");
        }
        slices = inOrder(slices);
        PointerTrie.compile(places(model, version, time, yTrue, yPred, sampleWeight, slices, id));
    }

    /** A mapping without an id; all else as above. */
    public FieldMapping(
            TextSource model,
            @Nullable TextSource version,
            @Nullable String time,
            EpochUnit timeUnit,
            String yTrue,
            String yPred,
            @Nullable String sampleWeight,
            boolean numericStrings,
            List<SliceAttribute> slices) {
        this(model, version, time, timeUnit, yTrue, yPred, sampleWeight, numericStrings, slices, null);
    }

    private static List<SliceAttribute> inOrder(List<SliceAttribute> slices) {
        List<SliceAttribute> sorted = slices.stream()
                .sorted(Comparator.comparing(SliceAttribute::name))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).name().equals(sorted.get(i - 1).name())) {
                throw new IllegalArgumentException("the slice attribute "
                        + Excerpt.quoted(sorted.get(i).name()) + " is given twice; give each attribute its own name");
            }
        }
        if (sorted.size() > MAX_SLICE_ATTRIBUTES) {
            throw new IllegalArgumentException("there are " + sorted.size() + " slice attributes; at most "
                    + MAX_SLICE_ATTRIBUTES + " are allowed");
        }
        return sorted;
    }

    /** The layout in {@code docs/FORMATS.md}: every field at the top level under its own name, time in milliseconds. */
    public static FieldMapping defaults() {
        return new FieldMapping(
                TextSource.at("/model"),
                TextSource.at("/version"),
                "/time",
                EpochUnit.MILLISECONDS,
                "/y_true",
                "/y_pred",
                "/sample_weight",
                false,
                List.of());
    }

    /** The same mapping with another source of the model's name. */
    public FieldMapping withModel(TextSource newModel) {
        return new FieldMapping(
                newModel, version, time, timeUnit, yTrue, yPred, sampleWeight, numericStrings, slices, id);
    }

    /** The same mapping with another source of the version; null for none. */
    public FieldMapping withVersion(@Nullable TextSource newVersion) {
        return new FieldMapping(
                model, newVersion, time, timeUnit, yTrue, yPred, sampleWeight, numericStrings, slices, id);
    }

    /** The same mapping with another place and unit of the event time; null for the record's own timestamp. */
    public FieldMapping withTime(@Nullable String newTime, EpochUnit newUnit) {
        return new FieldMapping(
                model, version, newTime, newUnit, yTrue, yPred, sampleWeight, numericStrings, slices, id);
    }

    /** The same mapping with another place of the label; null if records bring none. */
    public FieldMapping withYTrue(@Nullable String newYTrue) {
        return new FieldMapping(
                model, version, time, timeUnit, newYTrue, yPred, sampleWeight, numericStrings, slices, id);
    }

    /** The same mapping with another place of the prediction. */
    public FieldMapping withYPred(String newYPred) {
        return new FieldMapping(
                model, version, time, timeUnit, yTrue, newYPred, sampleWeight, numericStrings, slices, id);
    }

    /** The same mapping with another place of the weight; null for none. */
    public FieldMapping withSampleWeight(@Nullable String newSampleWeight) {
        return new FieldMapping(
                model, version, time, timeUnit, yTrue, yPred, newSampleWeight, numericStrings, slices, id);
    }

    /** The same mapping, taking numeric texts as numbers or not. */
    public FieldMapping withNumericStrings(boolean newNumericStrings) {
        return new FieldMapping(
                model, version, time, timeUnit, yTrue, yPred, sampleWeight, newNumericStrings, slices, id);
    }

    /** The same mapping with other attributes of slices. */
    public FieldMapping withSlices(List<SliceAttribute> newSlices) {
        return new FieldMapping(
                model, version, time, timeUnit, yTrue, yPred, sampleWeight, numericStrings, newSlices, id);
    }

    /** The same mapping with another place of the id; null for none. */
    public FieldMapping withId(@Nullable String newId) {
        return new FieldMapping(
                model, version, time, timeUnit, yTrue, yPred, sampleWeight, numericStrings, slices, newId);
    }

    /** What has become of the labels of records: they are there, or they come later. */
    LabelStatus labelStatus() {
        return yTrue == null ? LabelStatus.AWAITED : LabelStatus.LABELLED;
    }

    /** The places to read, in the order of judgement. */
    List<PointerTrie.Place> places() {
        return places(model, version, time, yTrue, yPred, sampleWeight, slices, id);
    }

    private static List<PointerTrie.Place> places(
            TextSource model,
            @Nullable TextSource version,
            @Nullable String time,
            @Nullable String yTrue,
            String yPred,
            @Nullable String sampleWeight,
            List<SliceAttribute> slices,
            @Nullable String id) {
        List<PointerTrie.Place> places = new ArrayList<>();
        Pointers.add(places, Field.MODEL, Pointers.of(model));
        Pointers.add(places, Field.VERSION, Pointers.of(version));
        Pointers.add(places, Field.ID, id);
        Pointers.add(places, Field.TIME, time);
        Pointers.add(places, Field.Y_TRUE, yTrue);
        Pointers.add(places, Field.Y_PRED, yPred);
        Pointers.add(places, Field.SAMPLE_WEIGHT, sampleWeight);
        for (int i = 0; i < slices.size(); i++) {
            Pointers.add(
                    places, Field.slice(slices.get(i).name(), i), slices.get(i).pointer());
        }
        return places;
    }
}
