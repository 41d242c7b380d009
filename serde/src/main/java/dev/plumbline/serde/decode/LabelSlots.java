package dev.plumbline.serde.decode;

import dev.plumbline.serde.decode.TextSource.At;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        model = new NameSlot(Field.MODEL, pointer(mapping.model()), NameSlot.Kind.MODEL, pool);
        version = new NameSlot(Field.VERSION, pointer(mapping.version()), NameSlot.Kind.VERSION, pool);
        id = new NameSlot(Field.ID, mapping.id(), NameSlot.Kind.ID, null);
        String timePointer = mapping.time();
        time = new TimeSlot(timePointer == null ? "" : timePointer, mapping.timeUnit(), numericStrings);
        yTrue = new NumberSlot(Field.Y_TRUE, mapping.yTrue(), numericStrings, maxElements);
    }

    /** All slots. */
    List<FieldSlot> all() {
        return List.of(model, version, id, time, yTrue);
    }

    private static String pointer(@Nullable TextSource source) {
        return source instanceof At at ? at.pointer() : "";
    }
}
