package dev.plumbline.serde.decode;

import java.util.List;

/** The fields of the current label, in the order in which they are judged. */
final class LabelSlots {
    private static final int POOLED_NAMES = 1024;

    final NameSlot model;
    final NameSlot version;
    final NameSlot id;
    final TimeSlot time;
    final NumberSlot yTrue;

    LabelSlots(LabelMapping mapping, int maxElements) {
        TextPool pool = new TextPool(POOLED_NAMES);
        boolean numericStrings = mapping.numericStrings();
        model = new NameSlot(
                Section.LABEL_FIELDS,
                Field.MODEL,
                Pointers.orEmpty(Pointers.of(mapping.model())),
                NameSlot.Kind.MODEL,
                pool);
        version = new NameSlot(
                Section.LABEL_FIELDS,
                Field.VERSION,
                Pointers.orEmpty(Pointers.of(mapping.version())),
                NameSlot.Kind.VERSION,
                pool);
        id = new NameSlot(Section.LABEL_FIELDS, Field.ID, mapping.id(), NameSlot.Kind.ID, null);
        time = new TimeSlot(Section.LABEL_FIELDS, Pointers.orEmpty(mapping.time()), mapping.timeUnit(), numericStrings);
        yTrue = new NumberSlot(Section.LABEL_FIELDS, Field.Y_TRUE, mapping.yTrue(), numericStrings, maxElements);
    }

    /** All slots. */
    List<FieldSlot> all() {
        return List.of(model, version, id, time, yTrue);
    }
}
