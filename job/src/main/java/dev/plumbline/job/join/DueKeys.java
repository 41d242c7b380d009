package dev.plumbline.job.join;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys whose state runs out, by the step of time in which it does. What is added while a bucket is settled is filed at once, since
 * nearly all of it is due in the same step. Plain Java but for the state; not thread-safe.
 */
final class DueKeys {
    private final StepFile<JoinKey> file;
    private final Steps steps;
    private final StepCalendar calendar;
    private final Map<Long, List<JoinKey>> added = new HashMap<>();

    /**
     * No keys but those that are filed already.
     *
     * @param file where they go
     * @param steps the steps of time
     * @param calendar notes in which steps something is due
     */
    DueKeys(StepFile<JoinKey> file, Steps steps, StepCalendar calendar) {
        this.file = file;
        this.steps = steps;
        this.calendar = calendar;
    }

    /** Adds a key of the bucket at hand; {@link #store} files it. */
    void add(JoinKey key, long moment) {
        added.computeIfAbsent(steps.start(moment), none -> new ArrayList<>()).add(key);
    }

    /** Files what was added for the bucket at hand, which is the one at this position. */
    void store(int bucket) throws Exception {
        for (Map.Entry<Long, List<JoinKey>> entry : added.entrySet()) {
            file.addAll(entry.getKey(), entry.getValue());
            calendar.add(entry.getKey(), bucket);
        }
        added.clear();
    }

    /** Returns the keys of a step in the bucket at hand, and forgets them. */
    List<JoinKey> take(long step) throws Exception {
        return file.take(step);
    }
}
