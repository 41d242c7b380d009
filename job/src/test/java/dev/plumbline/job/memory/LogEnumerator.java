package dev.plumbline.job.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Deals the partitions out to the tasks in the given order, as Kafka's enumerator does: once, and for good. */
final class LogEnumerator implements SplitEnumerator<LogSplit, Void> {

    private final Map<Integer, List<LogSplit>> hands = new HashMap<>();
    private final SplitEnumeratorContext<LogSplit> context;

    LogEnumerator(List<Integer> partitions, SplitEnumeratorContext<LogSplit> context) {
        this.context = context;
        Queue<Integer> deck = new ArrayDeque<>(partitions);
        for (int reader = 0; !deck.isEmpty(); reader = (reader + 1) % context.currentParallelism()) {
            hands.computeIfAbsent(reader, r -> new ArrayList<>()).add(new LogSplit(deck.remove(), 0));
        }
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int reader, String host) {}

    @Override
    public void addReader(int reader) {
        List<LogSplit> hand = hands.remove(reader);
        if (hand != null) {
            hand.forEach(split -> context.assignSplit(split, reader));
        }
        context.signalNoMoreSplits(reader);
    }

    @Override
    public void addSplitsBack(List<LogSplit> splits, int reader) {
        hands.computeIfAbsent(reader, r -> new ArrayList<>()).addAll(splits);
    }

    @Override
    public Void snapshotState(long checkpointId) {
        return null;
    }

    @Override
    public void close() {}
}
