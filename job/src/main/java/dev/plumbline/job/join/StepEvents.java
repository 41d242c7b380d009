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

    private JoinKey[] keys = new JoinKey[SMALLEST];
    private @Nullable JoinEvent[] events = new JoinEvent[SMALLEST];

    /** The hash of each key, and in the lower half its index. */
    private long[] order = new long[SMALLEST];

    private int size;
    private final List<JoinEvent> ofKey = new ArrayList<>();

    /** Takes a key with all of its events. */
    @FunctionalInterface
    interface Judge {
        /** Judges the events of a key, of which there may be none; the list is used again afterwards. */
        void judge(JoinKey key, List<JoinEvent> events) throws Exception;
    }

    /** Adds an event of a key, or only the key. */
    void add(JoinKey key, @Nullable JoinEvent event) {
        if (size == order.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            events = Arrays.copyOf(events, 2 * size);
            order = Arrays.copyOf(order, 2 * size);
        }
        keys[size] = key;
        events[size] = event;
        order[size] = (long) key.hashCode() << Integer.SIZE | size;
        size++;
    }

    /** Hands over each key once, with its events, and forgets all. */
    void judge(Judge judge) throws Exception {
        Arrays.sort(order, 0, size);
        for (int from = 0; from < size; ) {
            int to = from + 1;
            boolean mixed = false;
            while (to < size && hash(to) == hash(from)) {
                mixed |= !key(to).equals(key(from));
                to++;
            }
            if (mixed) {
                sortByKey(from, to);
            }
            judge(from, to, judge);
            from = to;
        }
        clear();
    }

    private void judge(int from, int to, Judge judge) throws Exception {
        int at = from;
        while (at < to) {
            JoinKey key = key(at);
            ofKey.clear();
            for (; at < to && key.equals(key(at)); at++) {
                JoinEvent event = events[(int) order[at]];
                if (event != null) {
                    ofKey.add(event);
                }
            }
            judge.judge(key, ofKey);
        }
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

    private JoinKey key(int place) {
        return keys[(int) order[place]];
    }

    private int hash(int place) {
        return (int) (order[place] >>> Integer.SIZE);
    }

    private void clear() {
        ofKey.clear();
        if (size > SMALLEST) {
            keys = new JoinKey[SMALLEST];
            events = new JoinEvent[SMALLEST];
            order = new long[SMALLEST];
        } else {
            Arrays.fill(keys, 0, size, null);
            Arrays.fill(events, 0, size, null);
        }
        size = 0;
    }
}
