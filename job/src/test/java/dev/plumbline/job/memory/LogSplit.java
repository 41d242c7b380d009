package dev.plumbline.job.memory;

import java.nio.ByteBuffer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** One partition and the index of its next record. */
record LogSplit(int partition, int next) implements SourceSplit {

    @Override
    public String splitId() {
        return Integer.toString(partition);
    }

    LogSplit advanced() {
        return new LogSplit(partition, next + 1);
    }

    static final class Bytes implements SimpleVersionedSerializer<LogSplit> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(LogSplit split) {
            return ByteBuffer.allocate(8)
                    .putInt(split.partition)
                    .putInt(split.next)
                    .array();
        }

        @Override
        public LogSplit deserialize(int version, byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new LogSplit(buffer.getInt(), buffer.getInt());
        }
    }
}
