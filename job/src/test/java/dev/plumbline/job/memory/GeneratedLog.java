package dev.plumbline.job.memory;

import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.source.RecordDecoder;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A bounded log of any length that holds no record: each is made from its place when it is read, and decoded as a record of Kafka
 * is, by the same decoder. Otherwise like a {@link PartitionedLog}.
 */
public final class GeneratedLog implements Source<SourceRecord, LogSplit, Void> {

    // As in PartitionedLog: known to each copy of the log by its name.
    private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();

    private final String name = UUID.randomUUID().toString();
    private final int[] sizes;
    private final Records records;
    private final RecordDecoder decoder;
    private final long seed;
    private final Interruption interruption;

    /** Makes the record of a place; the same one whenever it is asked. */
    @FunctionalInterface
    public interface Records extends Serializable {
        ConsumerRecord<byte[], byte[]> at(int partition, int offset);
    }

    /**
     * Creates the log.
     *
     * @param seed decides on assignment and interleaving
     * @param failing whether a task fails, once, half-way and some records after a checkpoint
     */
    public GeneratedLog(
            int partitions,
            int recordsPerPartition,
            Records records,
            RecordDecoder decoder,
            long seed,
            boolean failing) {
        this(
                IntStream.generate(() -> recordsPerPartition).limit(partitions).toArray(),
                records,
                decoder,
                seed,
                failing ? new Interruption(2, true) : Interruption.NONE);
    }

    /**
     * Creates a log whose partitions need not be equally long.
     *
     * @param sizes how many records each partition has
     * @param seed decides on assignment and interleaving
     * @param interruption what happens half-way
     */
    public GeneratedLog(int[] sizes, Records records, RecordDecoder decoder, long seed, Interruption interruption) {
        this.sizes = sizes.clone();
        this.records = records;
        this.decoder = decoder;
        this.seed = seed;
        this.interruption = interruption;
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
        decoder.open(null);
        return new LogReader(
                new Decoded(),
                new Random(seed + context.getIndexOfSubtask()),
                FAILED.contains(name) ? Interruption.NONE : interruption);
    }

    private final class Decoded implements Log {

        private @Nullable SourceRecord decoded;

        @Override
        public SourceRecord record(LogSplit split) {
            decoder.deserialize(records.at(split.partition(), split.next()), new Collector<>() {
                @Override
                public void collect(SourceRecord record) {
                    decoded = record;
                }

                @Override
                public void close() {}
            });
            return decoded;
        }

        @Override
        public boolean isAtEnd(LogSplit split) {
            return split.next() >= sizes[split.partition()];
        }

        @Override
        public boolean isHalfWay(LogSplit split) {
            return split.next() == sizes[split.partition()] / 2;
        }

        @Override
        public void failOnce() {
            if (FAILED.add(name)) {
                throw new IllegalStateException("A task fails, as the test wants it.");
            }
        }
    }

    @Override
    public SplitEnumerator<LogSplit, Void> createEnumerator(SplitEnumeratorContext<LogSplit> context) {
        List<Integer> order = IntStream.range(0, sizes.length).boxed().collect(Collectors.toList());
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
        return new PartitionedLog.NoState();
    }
}
