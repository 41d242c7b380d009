package dev.plumbline.job.join;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be judged together, brought into groups by key: by sorting, since nearly every key comes with a single event. Can be used
 * again and again; not thread-safe.
 */
final class StepEvents {
    private static final int SMALLEST = 64;
    private static final int MOST_KEPT = 1 << 14;

    private JoinKey[] keys = new JoinKey[SMALLEST];
    private @Nullable JoinEvent[] events = new JoinEvent[SMALLEST];

    /** The hash of each key, and in the lower half its index. */
    private long[] order = new long[SMALLEST];

    private int size;

    /** Where in the order each group begins, and behind the last one. */
    private int[] groups = new int[SMALLEST + 1];

    private final List<JoinEvent> ofKey = new ArrayList<>();

    /** Adds an event of a key, or only the key. */
    void add(JoinKey key, @Nullable JoinEvent event) {
        if (size == order.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            events = Arrays.copyOf(events, 2 * size);
            order = Arrays.copyOf(order, 2 * size);
            groups = new int[2 * size + 1];
        }
        keys[size] = key;
        events[size] = event;
        order[size] = (long) key.hashCode() << Integer.SIZE | size;
        size++;
    }

    /** Brings what was added into groups, one for each key, and returns how many there are. */
    int group() {
        Arrays.sort(order, 0, size);
        int count = 0;
        for (int from = 0; from < size; ) {
            int to = from + 1;
            boolean mixed = false;
            while (to < size && hash(to) == hash(from)) {
                mixed |= !keyAt(to).equals(keyAt(from));
                to++;
            }
            if (mixed) {
                sortByKey(from, to);
            }
            groups[count++] = from;
            for (int at = from + 1; mixed && at < to; at++) {
                if (!keyAt(at).equals(keyAt(at - 1))) {
                    groups[count++] = at;
                }
            }
            from = to;
        }
        groups[count] = size;
        return count;
    }

    /** Different keys of one hash, which chance makes of few and only bad will of many. */
    private void sortByKey(int from, int to) {
        long[] sorted = Arrays.stream(order, from, to)
                .boxed()
                .sorted(Comparator.comparing(place -> keys[place.intValue()]))
                .mapToLong(Long::longValue)
                .toArray();
        System.arraycopy(sorted, 0, order, from, sorted.length);
    }

    /** The key of a group. */
    JoinKey key(int group) {
        return keyAt(groups[group]);
    }

    /** The events of a group, of which there may be none; the list is used again for the next one. */
    List<JoinEvent> events(int group) {
        ofKey.clear();
        for (int at = groups[group]; at < groups[group + 1]; at++) {
            JoinEvent event = events[(int) order[at]];
            if (event != null) {
                ofKey.add(event);
            }
        }
        return ofKey;
    }

    private JoinKey keyAt(int place) {
        return keys[(int) order[place]];
    }

    private int hash(int place) {
        return (int) (order[place] >>> Integer.SIZE);
    }

    /** Forgets all. */
    void clear() {
        ofKey.clear();
        if (order.length > MOST_KEPT) {
            keys = new JoinKey[SMALLEST];
            events = new JoinEvent[SMALLEST];
            order = new long[SMALLEST];
            groups = new int[SMALLEST + 1];
        } else {
            Arrays.fill(keys, 0, size, null);
            Arrays.fill(events, 0, size, null);
        }
        size = 0;
    }
}
