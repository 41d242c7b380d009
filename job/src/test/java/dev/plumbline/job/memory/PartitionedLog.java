package dev.plumbline.job.memory;

import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.flow.SourceRecordSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A bounded log of partitions in memory, read as Kafka would be: each partition in order, by one task, with watermarks of its
 * own. Which task reads which partition, and how partitions interleave, is drawn from a seed.
 */
public final class PartitionedLog implements Source<SourceRecord, LogSplit, Void>, Log {

    private final List<List<byte[]>> partitions;
    private final long seed;
    private final Interruption interruption;

    // The log is copied to each task and to each of its attempts; that it has failed is known to all of them by its
    // name.
    private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();

    private final String name = UUID.randomUUID().toString();

    /**
     * Creates the log.
     *
     * @param partitions the records of each partition, in order
     * @param seed decides on assignment and interleaving
     */
    public PartitionedLog(List<List<SourceRecord>> partitions, long seed) {
        this(partitions, seed, Interruption.NONE);
    }

    /**
     * Creates a log whose reading is interrupted.
     *
     * @param partitions the records of each partition, in order
     * @param seed decides on assignment and interleaving
     * @param interruption what happens half-way
     */
    public PartitionedLog(List<List<SourceRecord>> partitions, long seed, Interruption interruption) {
        this.interruption = interruption;
        this.partitions = partitions.stream()
                .map(records -> records.stream().map(PartitionedLog::bytes).toList())
                .map(records -> (List<byte[]>) new ArrayList<>(records))
                .toList();
        this.seed = seed;
    }

    private static byte[] bytes(SourceRecord record) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(256);
            SourceRecordSerializer.INSTANCE.serialize(record, out);
            return out.getCopyOfBuffer();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public SourceRecord record(LogSplit split) {
        try {
            byte[] bytes = partitions.get(split.partition()).get(split.next());
            return SourceRecordSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public boolean isAtEnd(LogSplit split) {
        return split.next() >= partitions.get(split.partition()).size();
    }

    @Override
    public boolean isHalfWay(LogSplit split) {
        return split.next() == partitions.get(split.partition()).size() / 2;
    }

    @Override
    public void failOnce() {
        if (FAILED.add(name)) {
            throw new IllegalStateException("A task fails, as the test wants it.");
        }
    }

    /** Whether the failure that was asked for has happened. */
    public boolean hasFailed() {
        return FAILED.contains(name);
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<SourceRecord, LogSplit> createReader(SourceReaderContext context) {
        return new LogReader(
                this,
                new Random(seed + context.getIndexOfSubtask()),
                FAILED.contains(name) ? Interruption.NONE : interruption);
    }

    @Override
    public SplitEnumerator<LogSplit, Void> createEnumerator(SplitEnumeratorContext<LogSplit> context) {
        List<Integer> order = new ArrayList<>();
        for (int partition = 0; partition < partitions.size(); partition++) {
            order.add(partition);
        }
        Collections.shuffle(order, new Random(seed));
        return new LogEnumerator(order, context);
    }

    @Override
    public SplitEnumerator<LogSplit, Void> restoreEnumerator(
            SplitEnumeratorContext<LogSplit> context, Void checkpoint) {
        return new LogEnumerator(List.of(), context);
    }

    @Override
    public SimpleVersionedSerializer<LogSplit> getSplitSerializer() {
        return new LogSplit.Bytes();
    }

    @Override
    public SimpleVersionedSerializer<Void> getEnumeratorCheckpointSerializer() {
        return new NoState();
    }

    static final class NoState implements SimpleVersionedSerializer<Void>, Serializable {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Void nothing) {
            return new byte[0];
        }

        @Override
        public Void deserialize(int version, byte[] bytes) {
            return null;
        }
    }
}
