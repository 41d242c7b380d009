package dev.plumbline.job.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/** What the enumerator of the source inside sees of Flink: it assigns plain splits, which get a new clock on their way out. */
final class UnclockedContext<S extends SourceSplit> implements SplitEnumeratorContext<S> {

    private final SplitEnumeratorContext<ClockedSplit<S>> context;
    private final NoMoreSplits noMoreSplits;

    UnclockedContext(SplitEnumeratorContext<ClockedSplit<S>> context, NoMoreSplits noMoreSplits) {
        this.context = context;
        this.noMoreSplits = noMoreSplits;
    }

    @Override
    public void assignSplits(SplitsAssignment<S> assignment) {
        Map<Integer, List<ClockedSplit<S>>> clocked = new HashMap<>();
        assignment
                .assignment()
                .forEach((subtask, splits) -> clocked.put(
                        subtask, splits.stream().map(ClockedSplit::unread).toList()));
        context.assignSplits(new SplitsAssignment<>(clocked));
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return context.metricGroup();
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
        context.sendEventToSourceReader(subtask, event);
    }

    @Override
    public void sendEventToSourceReader(int subtask, int attempt, SourceEvent event) {
        context.sendEventToSourceReader(subtask, attempt, event);
    }

    @Override
    public int currentParallelism() {
        return context.currentParallelism();
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return context.registeredReaders();
    }

    @Override
    public Map<Integer, Map<Integer, ReaderInfo>> registeredReadersOfAttempts() {
        return context.registeredReadersOfAttempts();
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
        noMoreSplits.tell(subtask);
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        noMoreSplits.lookupBegins();
        context.callAsync(callable, (result, failure) -> {
            handler.accept(result, failure);
            noMoreSplits.lookupEnds(context.registeredReaders().keySet());
        });
    }

    @Override
    public <T> void callAsync(
            Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelayMillis, long periodMillis) {
        context.callAsync(callable, handler, initialDelayMillis, periodMillis);
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        context.runInCoordinatorThread(runnable);
    }

    @Override
    public void setIsProcessingBacklog(boolean isProcessingBacklog) {
        context.setIsProcessingBacklog(isProcessingBacklog);
    }
}
