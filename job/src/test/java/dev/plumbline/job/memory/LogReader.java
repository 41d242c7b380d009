package dev.plumbline.job.memory;

import dev.plumbline.job.flow.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads its partitions in short runs, jumping between them as the seed says. See {@link Interruption} for what
 * may happen half-way.
 */
final class LogReader implements SourceReader<SourceRecord, LogSplit> {

    private static final int LONGEST_RUN = 50;
    private static final int RECORDS_BEFORE_FAILURE = 300;

    private final Log log;
    private final Random random;
    private final List<LogSplit> splits = new ArrayList<>();
    private final CompletableFuture<Void> allAssigned = new CompletableFuture<>();
    private final CompletableFuture<Void> enoughCheckpoints = new CompletableFuture<>();
    private final boolean failing;
    private int checkpointsToWaitFor;
    private int recordsSinceCheckpoints;

    LogReader(Log log, Random random, Interruption interruption) {
        this.log = log;
        this.random = random;
        this.failing = interruption.thenFail();
        this.checkpointsToWaitFor = interruption.checkpoints();
        if (checkpointsToWaitFor == 0) {
            enoughCheckpoints.complete(null);
        }
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<SourceRecord> output) {
        if (!allAssigned.isDone()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        if (splits.isEmpty()) {
            if (enoughCheckpoints.isDone()) {
                return InputStatus.END_OF_INPUT;
            }
            // A task that ends just when a job is stopped with a savepoint makes the savepoint fail, and with it the
            // job.
            output.markIdle();
            return InputStatus.NOTHING_AVAILABLE;
        }
        int index = random.nextInt(splits.size());
        LogSplit split = splits.get(index);
        if (log.isHalfWay(split) && !enoughCheckpoints.isDone()) {
            return splits.stream().allMatch(log::isHalfWay)
                    ? InputStatus.NOTHING_AVAILABLE
                    : InputStatus.MORE_AVAILABLE;
        }
        for (int run = 1 + random.nextInt(LONGEST_RUN); run > 0 && mayRead(split); run--) {
            output.createOutputForSplit(split.splitId()).collect(log.record(split));
            split = split.advanced();
            if (failing && enoughCheckpoints.isDone() && ++recordsSinceCheckpoints == RECORDS_BEFORE_FAILURE) {
                log.failOnce();
            }
        }
        splits.set(index, split);
        if (log.isAtEnd(split)) {
            splits.remove(index);
            output.releaseOutputForSplit(split.splitId());
        }
        return InputStatus.MORE_AVAILABLE;
    }

    private boolean mayRead(LogSplit split) {
        return !log.isAtEnd(split) && (enoughCheckpoints.isDone() || !log.isHalfWay(split));
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        checkpointsToWaitFor--;
        if (checkpointsToWaitFor == 0) {
            enoughCheckpoints.complete(null);
        }
    }

    @Override
    public List<LogSplit> snapshotState(long checkpointId) {
        return List.copyOf(splits);
    }

    /** Waits until every partition is there, so that none is behind from the start. */
    @Override
    public CompletableFuture<Void> isAvailable() {
        return allAssigned.isDone() ? enoughCheckpoints : allAssigned;
    }

    @Override
    public void addSplits(List<LogSplit> assigned) {
        splits.addAll(assigned);
    }

    @Override
    public void notifyNoMoreSplits() {
        allAssigned.complete(null);
    }

    @Override
    public void close() {}
}
