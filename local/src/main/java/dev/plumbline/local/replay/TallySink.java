package dev.plumbline.local.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Keeps a {@link Tally} in the job's own state, so that it is right after any interruption, and writes it when all is read. */
final class TallySink implements Sink<String>, SupportsWriterState<String, String> {
    private final String file;

    /** A sink that writes to the given file at the end. */
    TallySink(Path file) {
        this.file = file.toAbsolutePath().toString();
    }

    @Override
    public StatefulSinkWriter<String, String> createWriter(WriterInitContext context) {
        return new Writer(Path.of(file), new Tally());
    }

    @Override
    public StatefulSinkWriter<String, String> restoreWriter(WriterInitContext context, Collection<String> state) {
        Tally tally = new Tally();
        state.forEach(text -> text.lines().forEach(tally::add));
        return new Writer(Path.of(file), tally);
    }

    @Override
    public SimpleVersionedSerializer<String> getWriterStateSerializer() {
        return new Texts();
    }

    private record Writer(Path file, Tally tally) implements StatefulSinkWriter<String, String> {
        @Override
        public void write(String line, Context context) {
            tally.add(line);
        }

        @Override
        public void flush(boolean endOfInput) {
            if (endOfInput) {
                try {
                    ReplayFolder.replace(file, tally.toText());
                } catch (IOException e) {
                    throw new UncheckedIOException("the tally cannot be written to " + file, e);
                }
            }
        }

        @Override
        public List<String> snapshotState(long checkpointId) {
            return List.of(tally.toText());
        }

        @Override
        public void close() {}
    }

    /** A tally in text, version 1. */
    private static final class Texts implements SimpleVersionedSerializer<String> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String deserialize(int version, byte[] bytes) throws IOException {
            if (version != 1) {
                throw new IOException("the checkpoint holds version " + version
                        + " of the replay's tally, this release reads 1; resume it with the release that began it");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
