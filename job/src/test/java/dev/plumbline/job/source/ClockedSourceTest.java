package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The bytes in which a partition and its clock are checkpointed. What the source does is told by PlumblineTopologyTest. */
class ClockedSourceTest {

    private static final SliceCounts SLICES = new SliceCounts(new long[] {-2, 9}, new int[] {5, 0});

    private final ClockedSplitSerializer<KafkaPartitionSplit> serializer =
            new ClockedSplitSerializer<>(new KafkaPartitionSplitSerializer());
    private final ClockedSplit<KafkaPartitionSplit> split = new ClockedSplit<>(
            new KafkaPartitionSplit(new TopicPartition("t", 3), 41), 258, NameHashes.of(-1, 7), SLICES, "id");

    @Test
    void aPartitionComesBackWithItsClockAndItsNames() throws IOException {
        assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(split)))
                .isEqualTo(split);
    }

    /** Clock, identity of the topic, number of names and their hashes in ascending order, number of overflow slices with hash and count of each, version of the connector's own layout, and that layout: topic, partition, offset, stopping offset. */
    @Test
    void theLayoutStaysAsItIs() throws IOException {
        assertThat(HexFormat.of().formatHex(serializer.serialize(split)))
                .isEqualTo("0000000000000102" + "000000026964" + "00000002" + "ffffffffffffffff" + "0000000000000007"
                        + "00000002" + "fffffffffffffffe" + "00000005" + "0000000000000009" + "00000000"
                        + "00000000" + "000174" + "00000003" + "0000000000000029" + "8000000000000000");
    }

    @Test
    void moreNamesThanThereAreBytesAreRefused() throws IOException {
        byte[] damaged = serializer.serialize(split);
        damaged[14] = 1;

        assertThatThrownBy(() -> serializer.deserialize(1, damaged))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("16777218 names in");
    }

    @Test
    void moreOverflowSlicesThanThereAreBytesAreRefused() throws IOException {
        byte[] damaged = serializer.serialize(split);
        damaged[34] = 1;

        assertThatThrownBy(() -> serializer.deserialize(1, damaged))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("16777218 overflow slices in");
    }

    @Test
    void anUnknownVersionIsRefused() {
        assertThatThrownBy(() -> serializer.deserialize(2, new byte[20]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds version 2 of a partition's position");
    }
}
