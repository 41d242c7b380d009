package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.job.Records;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.time.Panes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A topic that was deleted and created again, seen from the task that reads it; the real thing is in SourceTopicFaultsIT. */
class ReplacedLogTest {

    private static final KafkaPartitionSplit AT_41 = new KafkaPartitionSplit(new TopicPartition("t", 3), 41);
    private static final long CLOCK = 75;
    private static final SeriesLimit LIMIT = new SeriesLimit(10, 10, List.of());

    private static final SliceCounts SLICES = new SliceCounts(new long[] {7}, new int[] {3});

    private final Connector connector = new Connector();
    private final Topics topics = new Topics("new");
    private final Counter replaced = new SimpleCounter();
    private final ClockedReader<KafkaPartitionSplit> reader = new ClockedReader<>(
            connector, new Lateness(new Panes(60), 5, 10), LIMIT, new SeriesShare(LIMIT), topics, replaced);

    @Test
    void aPositionInTheSameTopicIsKept() {
        reader.addSplits(List.of(new ClockedSplit<>(AT_41, CLOCK, NameHashes.NONE, SLICES, "new")));

        assertThat(connector.splits).containsExactly(AT_41);
        assertThat(replaced.getCount()).isZero();
    }

    @Test
    void aTopicThatTookItsPlaceIsReadFromItsStartWithTheOldClock() {
        reader.addSplits(List.of(new ClockedSplit<>(AT_41, CLOCK, NameHashes.NONE, SLICES, "old")));

        KafkaPartitionSplit fromTheStart =
                new KafkaPartitionSplit(AT_41.getTopicPartition(), KafkaPartitionSplit.EARLIEST_OFFSET);
        assertThat(connector.splits).containsExactly(fromTheStart);
        assertThat(reader.snapshotState(1))
                .containsExactly(new ClockedSplit<>(fromTheStart, CLOCK, NameHashes.NONE, SLICES, "new"));
        assertThat(replaced.getCount()).isEqualTo(1);
    }

    @Test
    void aNewPartitionLearnsWhichTopicItIsPartOf() {
        reader.addSplits(List.of(ClockedSplit.unread(AT_41)));

        assertThat(reader.snapshotState(1))
                .containsExactly(
                        new ClockedSplit<>(AT_41, ClockedSplit.NO_TIME, NameHashes.NONE, SliceCounts.NONE, "new"));
        assertThat(replaced.getCount()).isZero();
    }

    @Test
    void aBrokerWithoutIdsChangesNothing() {
        topics.identity = LogIdentity.UNKNOWN;
        reader.addSplits(List.of(new ClockedSplit<>(AT_41, CLOCK, NameHashes.NONE, SLICES, "old")));

        assertThat(connector.splits).containsExactly(AT_41);
    }

    @Test
    void offsetsThatBeginAgainStopTheTaskBeforeARecordOfTheNewTopicIsCounted() throws Exception {
        reader.addSplits(List.of(new ClockedSplit<>(AT_41, CLOCK, NameHashes.NONE, SLICES, "new")));
        Received received = new Received();
        connector.offsets = List.of(41L, 42L);
        reader.pollNext(received);
        topics.identity = "newer";
        connector.offsets = List.of(0L);

        assertThatThrownBy(() -> reader.pollNext(received))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("source.kafka.topics: t-3 was deleted and created again while it was read (new then, newer"
                        + " now). The job restarts by itself and reads the new topic from its first record.");
        assertThat(received.offsets).containsExactly(41L, 42L);
    }

    /** As after an unclean election of a leader. */
    @Test
    void offsetsThatBeginAgainInTheSameTopicAreReadOn() throws Exception {
        reader.addSplits(List.of(new ClockedSplit<>(AT_41, CLOCK, NameHashes.NONE, SLICES, "new")));
        connector.offsets = List.of(41L, 40L);
        assertThatCode(() -> reader.pollNext(new Received())).doesNotThrowAnyException();
    }

    private static final class Topics implements LogIdentity<KafkaPartitionSplit> {
        private static final long serialVersionUID = 1L;

        private String identity;

        Topics(String identity) {
            this.identity = identity;
        }

        @Override
        public Map<String, String> of(List<KafkaPartitionSplit> splits) {
            return Map.of(AT_41.splitId(), identity);
        }

        @Override
        public KafkaPartitionSplit fromItsStart(KafkaPartitionSplit split) {
            return new TopicIdentity(new Properties(), List.of()).fromItsStart(split);
        }
    }

    /** Like the connector, it keeps one output per split. It keeps the splits that it gets, and emits records of the given offsets at each poll. */
    private static final class Connector implements SourceReader<SourceRecord, KafkaPartitionSplit> {
        private final List<KafkaPartitionSplit> splits = new ArrayList<>();
        private List<Long> offsets = List.of();
        private @Nullable SourceOutput<SourceRecord> split;

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<SourceRecord> output) {
            SourceOutput<SourceRecord> to = split == null ? output.createOutputForSplit(AT_41.splitId()) : split;
            split = to;
            offsets.forEach(offset -> to.collect(Records.valid("ctr", 3, offset, 100)));
            return InputStatus.NOTHING_AVAILABLE;
        }

        @Override
        public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
            return splits;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void addSplits(List<KafkaPartitionSplit> added) {
            splits.addAll(added);
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    private static final class Received implements ReaderOutput<SourceRecord> {
        private final List<Long> offsets = new ArrayList<>();

        @Override
        public void collect(SourceRecord record) {
            offsets.add(record.offset());
        }

        @Override
        public void collect(SourceRecord record, long timestamp) {
            collect(record);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<SourceRecord> createOutputForSplit(String splitId) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String splitId) {}
    }
}
