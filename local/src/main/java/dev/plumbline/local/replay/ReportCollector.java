package dev.plumbline.local.replay;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Appends lines to one file, each of them once over any interruption: a checkpoint holds how long the file was, and what goes on from
 * there cuts off what came after. So the state is one number, however many lines there are. It must run as one task.
 */
final class ReportCollector implements Sink<String>, SupportsWriterState<String, Long> {
    private final String file;

    /** A sink that writes to the given file, which it empties when it begins without a checkpoint. */
    ReportCollector(Path file) {
        this.file = file.toAbsolutePath().toString();
    }

    @Override
    public StatefulSinkWriter<String, Long> createWriter(WriterInitContext context) throws IOException {
        return Writer.open(Path.of(file), 0);
    }

    @Override
    public StatefulSinkWriter<String, Long> restoreWriter(WriterInitContext context, Collection<Long> state)
            throws IOException {
        return Writer.open(
                Path.of(file), state.stream().mapToLong(Long::longValue).max().orElse(0));
    }

    @Override
    public SimpleVersionedSerializer<Long> getWriterStateSerializer() {
        return new Lengths();
    }

    static final class Writer implements StatefulSinkWriter<String, Long>, AutoCloseable {
        private static final int BUFFER_BYTES = 1 << 16;

        private final FileChannel channel;
        private final OutputStream out;
        private long length;

        private Writer(FileChannel channel, long length) {
            this.channel = channel;
            this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            this.length = length;
        }

        static Writer open(Path file, long length) throws IOException {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.size() < length) {
                long size = channel.size();
                channel.close();
                throw new IOException(
                        "the reports for the page in " + file + " are " + size + " bytes long, but were " + length
                                + " at the checkpoint; somebody has changed the file. --restart begins the replay anew");
            }
            channel.truncate(length).position(length);
            return new Writer(channel, length);
        }

        @Override
        public void write(String line, Context context) throws IOException {
            byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
            out.write(bytes);
            out.write('\n');
            length += bytes.length + 1;
        }

        /** Also before each checkpoint, so that the file is never shorter than a checkpoint says. */
        @Override
        public void flush(boolean endOfInput) throws IOException {
            out.flush();
        }

        @Override
        public List<Long> snapshotState(long checkpointId) {
            return List.of(length);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** The length of the file, 8 bytes, version 1. */
    private static final class Lengths implements SimpleVersionedSerializer<Long> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Long length) {
            return ByteBuffer.allocate(Long.BYTES).putLong(length).array();
        }

        @Override
        public Long deserialize(int version, byte[] bytes) throws IOException {
            if (version != 1) {
                throw new IOException("the checkpoint holds version " + version
                        + " of the page's reports, this release reads 1; resume it with the release that began it");
            }
            return ByteBuffer.wrap(bytes).getLong();
        }
    }
}
