package dev.plumbline.serde.decode;

import dev.plumbline.serde.LabelStatus;
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
    /** Empty if labels come later. */
    final NumberSlot yTrue;

    final NumberSlot yPred;
    final NumberSlot sampleWeight;
    /** The attributes of slices, in the order of the mapping. */
    final NameSlot[] slices;

    /** The status of the labels of valid records. */
    final LabelStatus labelStatus;

    private final List<FieldSlot> all;

    RecordSlots(FieldMapping mapping, int maxElements) {
        TextPool pool = new TextPool(POOLED_NAMES);
        boolean numericStrings = mapping.numericStrings();
        model = new NameSlot(
                Section.FIELDS, Field.MODEL, Pointers.orEmpty(Pointers.of(mapping.model())), NameSlot.Kind.MODEL, pool);
        version = new NameSlot(
                Section.FIELDS,
                Field.VERSION,
                Pointers.orEmpty(Pointers.of(mapping.version())),
                NameSlot.Kind.VERSION,
                pool);
        id = new NameSlot(Section.FIELDS, Field.ID, Pointers.orEmpty(mapping.id()), NameSlot.Kind.ID, null);
        time = new TimeSlot(Section.FIELDS, Pointers.orEmpty(mapping.time()), mapping.timeUnit(), numericStrings);
        yTrue = new NumberSlot(
                Section.FIELDS, Field.Y_TRUE, Pointers.orEmpty(mapping.yTrue()), numericStrings, maxElements);
        yPred = new NumberSlot(Section.FIELDS, Field.Y_PRED, mapping.yPred(), numericStrings, maxElements);
        sampleWeight = new NumberSlot(
                Section.FIELDS,
                Field.SAMPLE_WEIGHT,
                Pointers.orEmpty(mapping.sampleWeight()),
                numericStrings,
                maxElements);
        labelStatus = mapping.labelStatus();
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
                    Section.FIELDS,
                    Field.slice(attribute.name(), i),
                    attribute.pointer(),
                    NameSlot.Kind.SLICE,
                    new TextPool(POOLED_NAMES));
        }
        return slots;
    }

    /** The slot that has the shape of the labels: a label that comes later must have that of its prediction. */
    NumberSlot labelShape() {
        return isAwaited() ? yPred : yTrue;
    }

    /** The labels of a valid record; zeros if they come later. */
    double[] copyLabels() {
        return isAwaited() ? new double[yPred.size()] : yTrue.copyValues();
    }

    /** The label of a valid record that has one number in its place; 0 if it comes later. */
    double label() {
        return isAwaited() ? 0 : yTrue.value(0);
    }

    /** Whether labels come later. */
    boolean isAwaited() {
        return labelStatus == LabelStatus.AWAITED;
    }

    /** All slots. */
    List<FieldSlot> all() {
        return all;
    }
}
