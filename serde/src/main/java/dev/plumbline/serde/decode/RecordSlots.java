package dev.plumbline.serde.decode;

import dev.plumbline.serde.decode.TextSource.At;
import org.jspecify.annotations.Nullable;

/** The six fields of the current record, in the order in which they are judged. */
final class RecordSlots {
    /** Enough for the models of one topic; more than that still works and only costs a string per record. */
    private static final int POOLED_NAMES = 1024;

    final NameSlot model;
    final NameSlot version;
    final TimeSlot time;
    final NumberSlot yTrue;
    final NumberSlot yPred;
    final NumberSlot sampleWeight;

    RecordSlots(FieldMapping mapping, int maxElements) {
        TextPool pool = new TextPool(POOLED_NAMES);
        boolean numericStrings = mapping.numericStrings();
        model = new NameSlot(Field.MODEL, pointer(mapping.model()), pool);
        version = new NameSlot(Field.VERSION, pointer(mapping.version()), pool);
        time = new TimeSlot(orEmpty(mapping.time()), mapping.timeUnit(), numericStrings);
        yTrue = new NumberSlot(Field.Y_TRUE, mapping.yTrue(), numericStrings, maxElements);
        yPred = new NumberSlot(Field.Y_PRED, mapping.yPred(), numericStrings, maxElements);
        sampleWeight =
                new NumberSlot(Field.SAMPLE_WEIGHT, orEmpty(mapping.sampleWeight()), numericStrings, maxElements);
    }

    FieldSlot of(Field field) {
        return switch (field) {
            case MODEL -> model;
            case VERSION -> version;
            case TIME -> time;
            case Y_TRUE -> yTrue;
            case Y_PRED -> yPred;
            case SAMPLE_WEIGHT -> sampleWeight;
        };
    }

    void clear() {
        model.clear();
        version.clear();
        time.clear();
        yTrue.clear();
        yPred.clear();
        sampleWeight.clear();
    }

    private static String pointer(@Nullable TextSource source) {
        return source instanceof At at ? at.pointer() : "";
    }

    private static String orEmpty(@Nullable String pointer) {
        return pointer == null ? "" : pointer;
    }
}
