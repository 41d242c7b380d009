package dev.plumbline.job.join;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.internal.InternalListState;

/**
 * What is to be done, of one kind, filed by the step in which it is done, for the bucket at hand. It is only appended to, and read once,
 * as a whole: in RocksDB the one is a merge and the other a single read.
 *
 * @param <T> what is to be done
 */
final class StepFile<T> {
    private final InternalListState<?, Long, T> state;

    private StepFile(InternalListState<?, Long, T> state) {
        this.state = state;
    }

    /** A file over list state whose namespace is the start of a step. */
    // Flink hands out keyed state by its public type; the one behind it is what its own operators cast it to.
    @SuppressWarnings("unchecked")
    static <T> StepFile<T> of(ListState<T> state) {
        return new StepFile<>((InternalListState<?, Long, T>) state);
    }

    void add(long step, T item) throws Exception {
        state.setCurrentNamespace(step);
        state.add(item);
    }

    void addAll(long step, List<T> items) throws Exception {
        state.setCurrentNamespace(step);
        state.addAll(items);
    }

    /** Returns what is filed under a step, and removes it. */
    List<T> take(long step) throws Exception {
        state.setCurrentNamespace(step);
        List<T> items = state.getInternal();
        if (items == null) {
            return List.of();
        }
        state.clear();
        return items;
    }
}
