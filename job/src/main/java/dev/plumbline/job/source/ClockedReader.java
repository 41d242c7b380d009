package dev.plumbline.job.source;

import dev.plumbline.job.flow.SourceRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the clocks of the splits that this task reads, and puts its judgement between the reader inside and its output.
 *
 * <p>A split that comes with a position in a log that is no longer there is read from the start of the one that took its place: the
 * old position would pass over records that nobody has read. What was counted of the old log stays counted, and the clock
 * goes on, because windows that it has closed stay closed.
 */
// Closing may throw whatever the reader inside throws, as Flink's interface has it.
@SuppressWarnings("try")
final class ClockedReader<S extends SourceSplit> implements SourceReader<SourceRecord, ClockedSplit<S>> {

    /**
     * How many records are handed on before the task looks at its other duties again, a checkpoint or a cancellation. That look costs
     * about as much as a tenth of the whole work on a record, so it is shared; a hundred records take less than a tenth of a
     * millisecond.
     */
    private static final int RECORDS_PER_POLL = 100;

    private static final Logger LOG = LoggerFactory.getLogger(ClockedReader.class);

    private final SourceReader<SourceRecord, S> reader;
    private final Lateness lateness;
    private final SeriesLimit limit;
    private final SeriesNames names;
    private final SeriesShare share;
    private final LogIdentity<S> logs;
    private final Counter replaced;
    private final Map<String, S> splits = new HashMap<>();
    private final Map<String, SplitClock> clocks = new HashMap<>();
    private final Map<String, String> identities = new HashMap<>();
    private @Nullable ClockedOutput output;

    ClockedReader(
            SourceReader<SourceRecord, S> reader,
            Lateness lateness,
            SeriesLimit limit,
            SeriesShare share,
            LogIdentity<S> logs,
            Counter replaced) {
        this.reader = reader;
        this.lateness = lateness;
        this.limit = limit;
        this.names = new SeriesNames(limit.slicings());
        this.share = share;
        this.logs = logs;
        this.replaced = replaced;
    }

    @Override
    public void start() {
        reader.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<SourceRecord> downstream) throws Exception {
        ClockedOutput clocked = output;
        if (clocked == null || !clocked.leadsTo(downstream)) {
            clocked = new ClockedOutput(downstream, clocks, this::requireSameLog);
            output = clocked;
        }
        InputStatus status = InputStatus.MORE_AVAILABLE;
        for (int i = 0; i < RECORDS_PER_POLL && status == InputStatus.MORE_AVAILABLE; i++) {
            status = reader.pollNext(clocked);
        }
        return status;
    }

    @Override
    public List<ClockedSplit<S>> snapshotState(long checkpointId) {
        return reader.snapshotState(checkpointId).stream().map(this::clocked).toList();
    }

    @Override
    public void addSplits(List<ClockedSplit<S>> added) {
        // Clocks go when their split is read to its end; what belongs to it goes with them.
        splits.keySet().retainAll(clocks.keySet());
        identities.keySet().retainAll(clocks.keySet());
        identities.putAll(logs.of(added.stream().map(ClockedSplit::split).toList()));
        List<ClockedSplit<S>> current = added.stream().map(this::inItsLog).toList();
        for (ClockedSplit<S> split : current) {
            splits.put(split.splitId(), split.split());
            AdmittedNames admitted = new AdmittedNames(limit, names, split.names(), split.slices(), share::report);
            clocks.put(split.splitId(), new SplitClock(lateness, admitted, split.largestTime()));
        }
        reader.addSplits(current.stream().map(ClockedSplit::split).toList());
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return reader.isAvailable();
    }

    @Override
    public void notifyNoMoreSplits() {
        reader.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        reader.handleSourceEvents(event);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        reader.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        reader.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
        reader.pauseOrResumeSplits(toPause, toResume);
    }

    @Override
    public void close() throws Exception {
        // Flink finalizes tasks that have ended, so what they hold stays for a while; let it be little.
        clocks.clear();
        names.clear();
        reader.close();
    }

    private ClockedSplit<S> clocked(S split) {
        SplitClock clock = clocks.get(split.splitId());
        return clock == null
                ? ClockedSplit.unread(split)
                : new ClockedSplit<>(
                        split,
                        clock.largestTime(),
                        clock.names(),
                        clock.slices(),
                        identities.getOrDefault(split.splitId(), LogIdentity.UNKNOWN));
    }

    private ClockedSplit<S> inItsLog(ClockedSplit<S> split) {
        String now = identities.getOrDefault(split.splitId(), LogIdentity.UNKNOWN);
        if (!isReplaced(split.log(), now)) {
            return split;
        }
        replaced.inc();
        LOG.warn(
                "{} is not the log that the state knows ({} then, {} now): it was deleted and created again, and is read from"
                        + " its first record.",
                split.splitId(),
                split.log(),
                now);
        return new ClockedSplit<>(
                logs.fromItsStart(split.split()), split.largestTime(), split.names(), split.slices(), now);
    }

    /**
     * Stops reading a split whose offsets begin again because its log was replaced under its hands. The state still knows the old
     * log, so the next attempt reads the new one from its start, each record once.
     */
    private void requireSameLog(String splitId) {
        List<S> split = List.of(Objects.requireNonNull(splits.get(splitId), splitId));
        String then = identities.getOrDefault(splitId, LogIdentity.UNKNOWN);
        String now = logs.of(split).getOrDefault(splitId, LogIdentity.UNKNOWN);
        if (isReplaced(then, now)) {
            throw new IllegalStateException("source.kafka.topics: " + splitId
                    + " was deleted and created again while it was read (" + then + " then, " + now
                    + " now). The job restarts by itself and reads the new topic from its first record.");
        }
    }

    private static boolean isReplaced(String then, String now) {
        return !then.equals(now) && !then.equals(LogIdentity.UNKNOWN) && !now.equals(LogIdentity.UNKNOWN);
    }
}
