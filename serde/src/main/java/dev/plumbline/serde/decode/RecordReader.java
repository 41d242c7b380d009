package dev.plumbline.serde.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.decode.PointerTrie.Place;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks one record along the configured places and fills the slots; everything beside the way is skipped unread. */
final class RecordReader {
    private final PointerTrie root;
    private final FieldSlot[] slots;
    private long record;

    /** A reader along these places, into the slots of their fields. */
    RecordReader(PointerTrie root, List<FieldSlot> slots) {
        this.root = root;
        this.slots = new FieldSlot[Field.FIRST_SLICE + FieldMapping.MAX_SLICE_ATTRIBUTES];
        for (FieldSlot slot : slots) {
            this.slots[slot.position()] = slot;
        }
    }

    /**
     * Reads the one value that the parser is about to begin, to its end.
     *
     * @return whether it is an object, or an array while some place begins with an index; if not, no slot is filled
     */
    boolean read(JsonParser parser, JsonToken first) throws IOException {
        record++;
        if (first == JsonToken.START_OBJECT) {
            walkObject(parser, root);
            return true;
        }
        if (first == JsonToken.START_ARRAY && root.hasElements()) {
            walkArray(parser, root);
            return true;
        }
        parser.skipChildren();
        return false;
    }

    private void walkObject(JsonParser parser, PointerTrie node) throws IOException {
        String name = parser.nextFieldName();
        while (name != null) {
            visit(parser, node.member(name));
            name = parser.nextFieldName();
        }
    }

    private void walkArray(JsonParser parser, PointerTrie node) throws IOException {
        JsonToken token = parser.nextToken();
        for (int index = 0; token != JsonToken.END_ARRAY; index++) {
            visitValue(parser, node.element(index), token);
            token = parser.nextToken();
        }
    }

    private void visit(JsonParser parser, @Nullable PointerTrie node) throws IOException {
        JsonToken token = parser.nextToken();
        if (node != null && !node.meet(record)) {
            Place place = node.anyPlace();
            slot(place)
                    .note(
                            ReasonCode.DUPLICATE_FIELD,
                            "or an object that leads to it occurs more than once; send each field once");
            parser.skipChildren();
        } else {
            visitValue(parser, node, token);
        }
    }

    private void visitValue(JsonParser parser, @Nullable PointerTrie node, JsonToken token) throws IOException {
        if (node == null) {
            parser.skipChildren();
            return;
        }
        Place place = node.place();
        if (place != null) {
            slot(place).read(parser, token);
        } else if (token == JsonToken.START_OBJECT) {
            walkObject(parser, node);
        } else if (token == JsonToken.START_ARRAY) {
            walkArray(parser, node);
        }
    }

    private FieldSlot slot(Place place) {
        return slots[place.field().position()];
    }
}
