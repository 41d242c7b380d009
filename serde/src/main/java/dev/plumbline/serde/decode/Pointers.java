package dev.plumbline.serde.decode;

import dev.plumbline.serde.decode.TextSource.At;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON Pointers of fields that need not be in a record: null where nothing is read for them. */
final class Pointers {
    private Pointers() {}

    /** Where a text is read; null if there is none, or the same one for every record. */
    static @Nullable String of(@Nullable TextSource source) {
        return source instanceof At at ? at.pointer() : null;
    }

    /** What the slot of a field calls its place. */
    static String orEmpty(@Nullable String pointer) {
        return pointer == null ? "" : pointer;
    }

    /** Adds a place if there is one. */
    static void add(List<PointerTrie.Place> places, Field field, @Nullable String pointer) {
        if (pointer != null) {
            places.add(new PointerTrie.Place(field, pointer));
        }
    }
}
