package dev.plumbline.serde.decode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place between two values of a record, as the way to it tells: which objects and arrays on the way to some field are open
 * round it, and for arrays at which index. Made when a record first gets there; their number is bounded by the mapping, that of
 * their steps by {@value #MAX_STEPS} each.
 */
final class Level {
    /** The level of nothing. */
    static final Level NONE = new Level(null, null, false, 0, 0);

    private static final int MAX_STEPS = 32;
    private static final Step[] NO_STEPS = {};
    private static final Level[] NO_LEVELS = {};

    private final @Nullable Level outer;
    private final @Nullable PointerTrie node;
    private final boolean array;
    private final int index;
    private final int depth;
    private Level[] inner = NO_LEVELS;
    private @Nullable Level following;
    private Step[] steps = NO_STEPS;
    private int oldest;

    private Level(@Nullable Level outer, @Nullable PointerTrie node, boolean array, int index, int depth) {
        this.outer = outer;
        this.node = node;
        this.array = array;
        this.index = index;
        this.depth = depth;
    }

    /** The level before and behind a whole record. */
    static Level outside() {
        return new Level(null, null, false, 0, 0);
    }

    /** The level round this one's object or array; null outside the record. */
    @Nullable
    Level outer() {
        return outer;
    }

    /** Whether this is inside an array, else it is inside an object or outside the record. */
    boolean isArray() {
        return array;
    }

    /** How many objects and arrays are open. */
    int depth() {
        return depth;
    }

    /** The node of an object's member with these bytes as its name; null if it leads nowhere. */
    @Nullable
    PointerTrie member(byte[] record, int from, int to) {
        return node == null ? null : node.member(record, from, to);
    }

    /** The node of the array's element here; null if it leads nowhere. */
    @Nullable
    PointerTrie element() {
        return node == null ? null : node.element(index);
    }

    /** The level of the array's next element. Behind the last element that leads to a field, all are one level. */
    Level following() {
        Level next = following;
        if (next == null) {
            boolean last = node == null || index > node.lastElement();
            next = last ? this : new Level(outer, node, true, index + 1, depth);
            following = next;
        }
        return next;
    }

    /** The level inside an object, or before the first element of an array, that stands here and has this node. */
    Level enter(PointerTrie child, boolean isArray) {
        for (Level level : inner) {
            if (level.node == child && level.array == isArray) {
                return level;
            }
        }
        Level entered = new Level(this, child, isArray, -1, depth + 1);
        inner = Arrays.copyOf(inner, inner.length + 1);
        inner[inner.length - 1] = entered;
        return entered;
    }

    /** The step that the record takes from here, if it was taken before. */
    @Nullable
    Step find(byte[] record, int at) {
        for (Step step : steps) {
            if (step.matches(record, at)) {
                return step;
            }
        }
        return null;
    }

    /** A step from here, to be filled: a new one, or else the oldest, so that names that never repeat cost no memory. */
    Step claim() {
        if (steps.length < MAX_STEPS) {
            steps = Arrays.copyOf(steps, steps.length + 1);
            steps[steps.length - 1] = new Step();
            return steps[steps.length - 1];
        }
        oldest = (oldest + 1) % MAX_STEPS;
        return steps[oldest];
    }
}
