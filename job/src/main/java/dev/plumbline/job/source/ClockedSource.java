package dev.plumbline.job.source;

import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.SourceRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.Counter;

/**
 * A source whose partitions carry a clock and the names they have brought, by which each record is judged as it is read: what is
 * late by {@link Lateness}, or one series too many by {@link SeriesLimit}, leaves the source as a rejected record. The source
 * inside does the reading and knows nothing of it.
 *
 * <p>Both are a part of the split and not state of an operator behind the source, for two reasons. They have to follow the
 * partition when the job is rescaled, and only the split knows where that goes. And operator state that every task could
 * restore (union state) stops all checkpoints of a bounded job from the moment its first task has finished.
 *
 * @param <S> the kind of split of the source inside
 * @param <E> the kind of enumerator state of the source inside
 */
public final class ClockedSource<S extends SourceSplit, E>
        implements Source<SourceRecord, ClockedSplit<S>, E>, ResultTypeQueryable<SourceRecord> {

    private final Source<SourceRecord, S, E> source;
    private final Lateness lateness;
    private final SeriesLimit limit;
    private final LogIdentity<S> logs;

    /**
     * Puts clocks on a source.
     *
     * @param source the source; each of its splits must be read in order
     * @param lateness the rule of lateness
     * @param limit how many series a partition may bring
     * @param logs tells whether a position still belongs to the log that is there now
     */
    public ClockedSource(Source<SourceRecord, S, E> source, Lateness lateness, SeriesLimit limit, LogIdentity<S> logs) {
        this.source = source;
        this.lateness = lateness;
        this.limit = limit;
        this.logs = logs;
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SourceReader<SourceRecord, ClockedSplit<S>> createReader(SourceReaderContext context) throws Exception {
        SeriesShare share = new SeriesShare(limit);
        context.metricGroup().addGroup("plumbline").gauge("seriesShare", share::share);
        Counter replaced = context.metricGroup().addGroup("plumbline").counter("partitionsReplaced");
        return new ClockedReader<>(source.createReader(context), lateness, limit, share, logs, replaced);
    }

    @Override
    public SplitEnumerator<ClockedSplit<S>, E> createEnumerator(SplitEnumeratorContext<ClockedSplit<S>> context)
            throws Exception {
        NoMoreSplits noMoreSplits = noMoreSplits(context);
        return new ClockedEnumerator<>(
                source.createEnumerator(new UnclockedContext<>(context, noMoreSplits)), noMoreSplits);
    }

    @Override
    public SplitEnumerator<ClockedSplit<S>, E> restoreEnumerator(
            SplitEnumeratorContext<ClockedSplit<S>> context, E checkpoint) throws Exception {
        NoMoreSplits noMoreSplits = noMoreSplits(context);
        return new ClockedEnumerator<>(
                source.restoreEnumerator(new UnclockedContext<>(context, noMoreSplits), checkpoint), noMoreSplits);
    }

    private NoMoreSplits noMoreSplits(SplitEnumeratorContext<?> context) {
        return new NoMoreSplits(context::signalNoMoreSplits, getBoundedness() == Boundedness.BOUNDED);
    }

    @Override
    public SimpleVersionedSerializer<ClockedSplit<S>> getSplitSerializer() {
        return new ClockedSplitSerializer<>(source.getSplitSerializer());
    }

    @Override
    public SimpleVersionedSerializer<E> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
        return FlowTypes.SOURCE_RECORD;
    }
}
