package dev.plumbline.serde.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configured places as one tree of member names and array indices, so that one pass over a record finds them all. A node is
 * either on the way (it has children) or a place (it has a field), never both.
 */
final class PointerTrie {
    private static final PointerTrie[] NO_CHILDREN = {};

    /** No name of a member has these bytes. */
    private static final byte[] NO_NAME = {'"'};

    /** A field and the JSON Pointer to it. */
    record Place(Field field, String pointer) {
        @Override
        public String toString() {
            return field.id() + " (" + pointer + ")";
        }
    }

    private final String token;
    private final int arrayIndex;
    private final byte[] name;

    /** Counts the nodes in the order of their making, from 0 for the root. */
    private final int number;

    private PointerTrie[] children = NO_CHILDREN;
    private @Nullable Place place;

    /** The number of the record in which this was last met; the way to see a repeated member without clearing flags. */
    private long metInRecord;

    private PointerTrie(String token, int number) {
        this.token = token;
        this.arrayIndex = JsonPointerTokens.arrayIndex(token);
        this.number = number;
        byte[] utf8 = token.getBytes(StandardCharsets.UTF_8);
        // Half of a surrogate pair can only be written as an escape.
        this.name = new String(utf8, StandardCharsets.UTF_8).equals(token) ? utf8 : NO_NAME;
    }

    /**
     * One tree for all places; its root stands for the whole record.
     *
     * @throws IllegalArgumentException if a pointer is malformed, or two are equal or one leads through the other
     */
    static PointerTrie compile(List<Place> places) {
        PointerTrie root = new PointerTrie("", 0);
        for (Place place : places) {
            root.add(place, root.size());
        }
        return root;
    }

    /** How many nodes there are, this one included. */
    int size() {
        int size = 1;
        for (PointerTrie child : children) {
            size += child.size();
        }
        return size;
    }

    private void add(Place added, int size) {
        PointerTrie node = this;
        int count = size;
        for (String token : JsonPointerTokens.parse(added.pointer)) {
            PointerTrie next = node.member(token);
            if (next == null) {
                next = new PointerTrie(token, count++);
                node.append(next);
            }
            if (next.place != null) {
                throw conflict(next.place, added);
            }
            node = next;
        }
        if (node.children.length > 0) {
            throw conflict(added, node.anyPlace());
        }
        node.place = added;
    }

    private void append(PointerTrie child) {
        PointerTrie[] longer = new PointerTrie[children.length + 1];
        System.arraycopy(children, 0, longer, 0, children.length);
        longer[children.length] = child;
        children = longer;
    }

    private static IllegalArgumentException conflict(Place outer, Place inner) {
        String relation = outer.pointer.equals(inner.pointer) ? " is also the place of " : " leads to ";
        return new IllegalArgumentException(
                "the place of " + outer + relation + inner + "; give each field a place of its own");
    }

    /** The child for an object's member, or null; a handful of places makes a scan faster than any map. */
    @Nullable
    PointerTrie member(String name) {
        for (PointerTrie child : children) {
            if (child.token.equals(name)) {
                return child;
            }
        }
        return null;
    }

    /** The child for an object's member with these bytes as its name, written without escapes; or null. */
    @Nullable
    PointerTrie member(byte[] bytes, int from, int to) {
        for (PointerTrie child : children) {
            if (Arrays.equals(child.name, 0, child.name.length, bytes, from, to)) {
                return child;
            }
        }
        return null;
    }

    /** A bit of this node's own among those of a tree of at most {@value Long#SIZE} nodes. */
    long bit() {
        return 1L << number;
    }

    /** The child for an array's element, or null. */
    @Nullable
    PointerTrie element(int index) {
        for (PointerTrie child : children) {
            if (child.arrayIndex == index) {
                return child;
            }
        }
        return null;
    }

    /** Whether some child could be an element of an array. */
    boolean hasElements() {
        for (PointerTrie child : children) {
            if (child.arrayIndex >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The highest index of an array's element that has a child; -1 if there is none. */
    int lastElement() {
        int last = -1;
        for (PointerTrie child : children) {
            last = Math.max(last, child.arrayIndex);
        }
        return last;
    }

    /** The place that ends here, or null on the way to others. */
    @Nullable
    Place place() {
        return place;
    }

    /** Notes that the record with this number has this member; false if it had it before. Numbers start at 1. */
    boolean meet(long record) {
        boolean first = metInRecord != record;
        metInRecord = record;
        return first;
    }

    /** The first configured place here or further down. */
    Place anyPlace() {
        PointerTrie node = this;
        while (node.place == null) {
            node = node.children[0];
        }
        return node.place;
    }
}
