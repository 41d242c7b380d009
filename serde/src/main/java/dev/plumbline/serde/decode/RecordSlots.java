package dev.plumbline.serde.decode;

import java.util.List;
import java.util.stream.Stream;

/** The fields of the current record, in the order in which they are judged. */
final class RecordSlots {
    /** Enough for the models of one topic; more than that still works and only costs a string per record. */
    private static final int POOLED_NAMES = 1024;

    final NameSlot model;
    final NameSlot version;
    final NameSlot id;
    final TimeSlot time;
    final NumberSlot yTrue;
    final NumberSlot yPred;
    final NumberSlot sampleWeight;
    /** The attributes of slices, in the order of the mapping. */
    final NameSlot[] slices;

    private final List<FieldSlot> all;

    RecordSlots(FieldMapping mapping, int maxElements) {
        TextPool pool = new TextPool(POOLED_NAMES);
        boolean numericStrings = mapping.numericStrings();
        model = new NameSlot(Field.MODEL, Pointers.orEmpty(Pointers.of(mapping.model())), NameSlot.Kind.MODEL, pool);
        version = new NameSlot(
                Field.VERSION, Pointers.orEmpty(Pointers.of(mapping.version())), NameSlot.Kind.VERSION, pool);
        id = new NameSlot(Field.ID, Pointers.orEmpty(mapping.id()), NameSlot.Kind.ID, null);
        time = new TimeSlot(Pointers.orEmpty(mapping.time()), mapping.timeUnit(), numericStrings);
        yTrue = new NumberSlot(Field.Y_TRUE, Pointers.orEmpty(mapping.yTrue()), numericStrings, maxElements);
        yPred = new NumberSlot(Field.Y_PRED, mapping.yPred(), numericStrings, maxElements);
        sampleWeight = new NumberSlot(
                Field.SAMPLE_WEIGHT, Pointers.orEmpty(mapping.sampleWeight()), numericStrings, maxElements);
        slices = slices(mapping.slices());
        all = Stream.concat(Stream.of(model, version, id, time, yTrue, yPred, sampleWeight), Stream.of(slices))
                .toList();
    }

    private static NameSlot[] slices(List<SliceAttribute> attributes) {
        NameSlot[] slots = new NameSlot[attributes.size()];
        for (int i = 0; i < slots.length; i++) {
            SliceAttribute attribute = attributes.get(i);
            // A pool of its own: an attribute with ever new values must not cost the others theirs.
            slots[i] = new NameSlot(
                    Field.slice(attribute.name(), i),
                    attribute.pointer(),
                    NameSlot.Kind.SLICE,
                    new TextPool(POOLED_NAMES));
        }
        return slots;
    }

    /** All slots. */
    List<FieldSlot> all() {
        return all;
    }
}
