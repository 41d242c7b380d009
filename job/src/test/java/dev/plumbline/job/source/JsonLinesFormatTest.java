package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesFormatTest {
    private static final Configuration NONE = new Configuration();

    private final JsonLinesFormat format = new JsonLinesFormat(
            new LogContent.Predictions(
                    FieldMapping.defaults(), DecodeOptions.defaults(BinaryCrossentropyConfig.defaults())),
            1_048_576);

    @TempDir
    private java.nio.file.Path folder;

    /** A record, and where reading goes on after it. */
    private record Read(long offset, String value, boolean isValid, CheckpointedPosition next) {}

    @Test
    void goesOnAfterAnyRecordAsIfNothingHadHappened() throws IOException {
        Path file = file(manyLines());
        List<Read> all = readAll(format.createReader(NONE, split(file, null)));

        assertThat(all).hasSize(1_100);
        assertThat(all).extracting(Read::isValid).contains(true, false);
        for (int i = 0; i < all.size(); i++) {
            List<Read> rest =
                    readAll(format.restoreReader(NONE, split(file, all.get(i).next())));
            assertThat(places(rest)).isEqualTo(places(all.subList(i + 1, all.size())));
        }
    }

    @Test
    void everyOffsetIsTheFirstByteOfItsLine() throws IOException {
        String text = manyLines();
        Path file = file(text);

        for (Read read : readAll(format.createReader(NONE, split(file, null)))) {
            assertThat(text.substring((int) read.offset())).startsWith(read.value());
            assertThat(read.offset() == 0 || text.charAt((int) read.offset() - 1) == '\n')
                    .isTrue();
        }
    }

    @Test
    void startsAtTheBeginningWhereNothingWasRead() throws IOException {
        Path file = file("{}\n[]\n");

        assertThat(places(readAll(format.restoreReader(NONE, split(file, null)))))
                .containsExactly("0 {}", "3 []");
    }

    @Test
    void anEmptyFileHoldsNothing() throws IOException {
        assertThat(readAll(format.createReader(NONE, split(file("\n \r\n"), null))))
                .isEmpty();
    }

    @Test
    void aBatchEndsAfterManyLines() throws IOException {
        assertThat(batches("x\n".repeat(1_100))).containsExactly(512, 512, 76);
    }

    @Test
    void aBatchEndsAfterAMebibyte() throws IOException {
        String line = "x".repeat(400 * 1_024) + "\n";

        assertThat(batches(line.repeat(7))).containsExactly(3, 3, 1);
    }

    @Test
    void closesTheFileIfItCannotBeReadFromThePosition() {
        for (boolean failsToSeek : new boolean[] {true, false}) {
            FailingFile file = new FailingFile(failsToSeek);
            FileSourceSplit split = split(file, new CheckpointedPosition(3, 1));

            assertThatThrownBy(() -> format.restoreReader(NONE, split))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the disk is gone")
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .extracting(Throwable::getMessage)
                            .containsExactly("and stays away"));
            assertThat(file.timesClosed).isEqualTo(1);
        }
    }

    private static List<String> places(List<Read> records) {
        return records.stream().map(read -> read.offset() + " " + read.value()).toList();
    }

    private static List<Read> readAll(BulkFormat.Reader<SourceRecord> reader) throws IOException {
        List<Read> records = new ArrayList<>();
        try (reader) {
            for (var batch = reader.readBatch(); batch != null; batch = reader.readBatch()) {
                for (RecordAndPosition<SourceRecord> next = batch.next(); next != null; next = batch.next()) {
                    SourceRecord record = next.getRecord();
                    records.add(new Read(
                            record.offset(),
                            new String(record.value(), StandardCharsets.UTF_8),
                            record.rejection() == null,
                            new CheckpointedPosition(next.getOffset(), next.getRecordSkipCount())));
                }
                batch.releaseBatch();
            }
        }
        return records;
    }

    /** The number of records in each batch. */
    private List<Integer> batches(String text) throws IOException {
        List<Integer> sizes = new ArrayList<>();
        try (BulkFormat.Reader<SourceRecord> reader = format.createReader(NONE, split(file(text), null))) {
            for (var batch = reader.readBatch(); batch != null; batch = reader.readBatch()) {
                int size = 0;
                while (batch.next() != null) {
                    size++;
                }
                sizes.add(size);
            }
        }
        return sizes;
    }

    /** More than two batches, with blank lines, both kinds of line ends, and none at the last line. */
    private static String manyLines() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1_100; i++) {
            text.append(
                    i % 7 == 0
                            ? "broken " + i
                            : "{\"model\":\"m\",\"time\":" + (1_763_750_000_000L + i)
                                    + ",\"y_true\":1,\"y_pred\":0.5}");
            if (i < 1_099) {
                text.append(i % 5 == 0 ? "\r\n" : "\n").append(i % 11 == 0 || i == 511 ? " \n\n" : "");
            }
        }
        return text.toString();
    }

    private Path file(String text) throws IOException {
        return new Path(Files.writeString(folder.resolve("a.jsonl"), text).toUri());
    }

    private static FileSourceSplit split(Path path, CheckpointedPosition position) {
        return new FileSourceSplit("1", path, 0, Long.MAX_VALUE, 0, Long.MAX_VALUE, new String[0], position);
    }

    /** A file that opens, and then fails at everything. */
    private static final class FailingFile extends Path {
        private final boolean failsToSeek;
        private int timesClosed;

        FailingFile(boolean failsToSeek) {
            super("file:///nowhere");
            this.failsToSeek = failsToSeek;
        }

        @Override
        public FileSystem getFileSystem() {
            return new LocalFileSystem() {
                @Override
                public FSDataInputStream open(Path path) {
                    return new FailingStream();
                }
            };
        }

        private final class FailingStream extends FSDataInputStream {
            @Override
            public void seek(long position) throws IOException {
                if (failsToSeek) {
                    throw new IOException("the disk is gone");
                }
            }

            @Override
            public long getPos() {
                return 0;
            }

            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public void close() throws IOException {
                timesClosed++;
                throw new IOException("and stays away");
            }
        }
    }
}
