package dev.plumbline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCollectorTest {
    private static final SinkWriter.Context NO_TIME = new SinkWriter.Context() {
        @Override
        public long currentWatermark() {
            return Long.MIN_VALUE;
        }

        @Override
        public Long timestamp() {
            return Long.MIN_VALUE;
        }
    };

    @TempDir
    private Path folder;

    @Test
    void holdsEachLineOnceWhateverWasWrittenAfterTheCheckpoint() throws IOException {
        Path file = folder.resolve("reports");
        List<Long> checkpoint;
        try (ReportCollector.Writer writer = ReportCollector.Writer.open(file, 0)) {
            writer.write("one", NO_TIME);
            writer.flush(false);
            checkpoint = writer.snapshotState(1);
            assertThat(file).hasSize(checkpoint.get(0));
            writer.write("lost", NO_TIME);
            writer.write("lost too", NO_TIME);
            writer.flush(false);
        }
        try (ReportCollector.Writer writer = ReportCollector.Writer.open(file, checkpoint.get(0))) {
            writer.write("two", NO_TIME);
            writer.flush(true);
            assertThat(writer.snapshotState(2)).containsExactly(8L);
        }

        assertThat(file).hasContent("one\ntwo\n");
    }

    @Test
    void isEmptyWhereThereIsNoCheckpoint() throws IOException {
        Path file = Files.writeString(folder.resolve("reports"), "of another time\n");
        try (ReportCollector.Writer writer = ReportCollector.Writer.open(file, 0)) {
            writer.flush(true);
        }

        assertThat(file).isEmptyFile();
    }

    @Test
    void refusesAFileThatHasLostLinesOfTheCheckpoint() throws IOException {
        Path file = Files.writeString(folder.resolve("reports"), "one\n");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ReportCollector.Writer.open(file, 5))
                .withMessageContaining("are 4 bytes long, but were 5 at the checkpoint")
                .withMessageContaining("--restart");
        assertThat(file).hasContent("one\n");
    }

    @Test
    void readsItsStateBackAndRefusesAnotherVersion() throws IOException {
        SimpleVersionedSerializer<Long> serializer =
                new ReportCollector(folder.resolve("reports")).getWriterStateSerializer();
        byte[] bytes = serializer.serialize(1L << 40);

        assertThat(bytes).containsExactly(0, 0, 1, 0, 0, 0, 0, 0);
        assertThat(serializer.deserialize(1, bytes)).isEqualTo(1L << 40);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> serializer.deserialize(2, bytes))
                .withMessageContaining("version 2");
    }
}
