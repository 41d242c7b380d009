package dev.plumbline.job.source;

import dev.plumbline.job.flow.SourceRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/** Keeps the clocks of the splits that this task reads, and puts its judgement between the reader inside and its output. */
// Closing may throw whatever the reader inside throws, as Flink's interface has it.
@SuppressWarnings("try")
final class ClockedReader<S extends SourceSplit> implements SourceReader<SourceRecord, ClockedSplit<S>> {

    private final SourceReader<SourceRecord, S> reader;
    private final Lateness lateness;
    private final SeriesLimit limit;
    private final SeriesShare share;
    private final Map<String, SplitClock> clocks = new HashMap<>();
    private @Nullable ClockedOutput output;

    ClockedReader(SourceReader<SourceRecord, S> reader, Lateness lateness, SeriesLimit limit, SeriesShare share) {
        this.reader = reader;
        this.lateness = lateness;
        this.limit = limit;
        this.share = share;
    }

    @Override
    public void start() {
        reader.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<SourceRecord> downstream) throws Exception {
        ClockedOutput clocked = output;
        if (clocked == null || !clocked.leadsTo(downstream)) {
            clocked = new ClockedOutput(downstream, clocks);
            output = clocked;
        }
        return reader.pollNext(clocked);
    }

    @Override
    public List<ClockedSplit<S>> snapshotState(long checkpointId) {
        return reader.snapshotState(checkpointId).stream().map(this::clocked).toList();
    }

    @Override
    public void addSplits(List<ClockedSplit<S>> splits) {
        for (ClockedSplit<S> split : splits) {
            AdmittedNames names = new AdmittedNames(limit, split.names(), share::report);
            clocks.put(split.splitId(), new SplitClock(lateness, names, split.largestTime()));
        }
        reader.addSplits(splits.stream().map(ClockedSplit::split).toList());
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
        reader.close();
    }

    private ClockedSplit<S> clocked(S split) {
        SplitClock clock = clocks.get(split.splitId());
        return clock == null
                ? ClockedSplit.unread(split)
                : new ClockedSplit<>(split, clock.largestTime(), clock.names());
    }
}
