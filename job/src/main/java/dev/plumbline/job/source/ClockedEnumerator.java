package dev.plumbline.job.source;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes the clocks off splits on their way back to the enumerator. Nothing is lost by it: splits come back only when they were
 * assigned after the last checkpoint, so they start again where they started, without a clock.
 */
final class ClockedEnumerator<S extends SourceSplit, E> implements SplitEnumerator<ClockedSplit<S>, E> {

    private final SplitEnumerator<S, E> enumerator;
    private final NoMoreSplits noMoreSplits;

    ClockedEnumerator(SplitEnumerator<S, E> enumerator, NoMoreSplits noMoreSplits) {
        this.enumerator = enumerator;
        this.noMoreSplits = noMoreSplits;
    }

    @Override
    public void start() {
        enumerator.start();
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String hostname) {
        enumerator.handleSplitRequest(subtask, hostname);
    }

    @Override
    public void addSplitsBack(List<ClockedSplit<S>> splits, int subtask) {
        noMoreSplits.forget(subtask);
        enumerator.addSplitsBack(splits.stream().map(ClockedSplit::split).toList(), subtask);
    }

    @Override
    public void addReader(int subtask) {
        noMoreSplits.forget(subtask);
        enumerator.addReader(subtask);
        noMoreSplits.assigned(subtask);
    }

    @Override
    public E snapshotState(long checkpointId) throws Exception {
        return enumerator.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        enumerator.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        enumerator.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        enumerator.handleSourceEvent(subtask, event);
    }

    @Override
    public void close() throws IOException {
        enumerator.close();
    }
}
