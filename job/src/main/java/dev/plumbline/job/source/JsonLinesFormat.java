package dev.plumbline.job.source;

import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.serde.decode.JsonLines;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.ArrayResultIterator;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON Lines files: one record per line, and blank lines are passed over. A record's topic is the file's
 * path, its partition -1, its offset the byte at which its line starts, so that every dead letter names its place.
 *
 * <p>A line longer than the size limit is rejected with its first bytes only; it may be larger than memory.
 */
public final class JsonLinesFormat implements BulkFormat<SourceRecord, FileSourceSplit> {

    private static final int LINES_PER_BATCH = 512;

    /** A batch ends with the line that reaches this size, so that long lines do not fill the memory. */
    private static final long BYTES_PER_BATCH = 1 << 20;

    private final LogContent content;
    private final int maxBytes;

    /**
     * Creates the format.
     *
     * @param content what the lines are
     * @param maxBytes the longest line that is read whole, at least 1
     */
    public JsonLinesFormat(LogContent content, int maxBytes) {
        this.content = content;
        this.maxBytes = maxBytes;
    }

    @Override
    public BulkFormat.Reader<SourceRecord> createReader(Configuration config, FileSourceSplit split)
            throws IOException {
        return new LineReader(split.path(), 0, 0);
    }

    @Override
    public BulkFormat.Reader<SourceRecord> restoreReader(Configuration config, FileSourceSplit split)
            throws IOException {
        CheckpointedPosition position = split.getReaderPosition().orElse(new CheckpointedPosition(0, 0));
        return new LineReader(split.path(), position.getOffset(), position.getRecordsAfterOffset());
    }

    /** A file is read by one task from its start to its end. */
    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
        return FlowTypes.SOURCE_RECORD;
    }

    private final class LineReader implements BulkFormat.Reader<SourceRecord> {

        private final String topic;
        private final JsonLines lines;
        private final LogContent.ValueReader reader = content.reader();

        LineReader(Path path, long offset, long linesToSkip) throws IOException {
            this.topic = path.toString();
            FSDataInputStream in = path.getFileSystem().open(path);
            try {
                in.seek(offset);
                this.lines = new JsonLines(in, offset, maxBytes);
                for (long skipped = 0; skipped < linesToSkip; skipped++) {
                    lines.next();
                }
            } catch (IOException | RuntimeException e) {
                closeAfter(e, in);
                throw e;
            }
        }

        private static void closeAfter(Exception failure, FSDataInputStream in) {
            try {
                in.close();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }

        @Override
        public BulkFormat.@Nullable RecordIterator<SourceRecord> readBatch() throws IOException {
            long batchStart = lines.position();
            SourceRecord[] batch = new SourceRecord[LINES_PER_BATCH];
            int count = 0;
            long bytes = 0;
            while (count < batch.length && bytes < BYTES_PER_BATCH) {
                byte[] line = lines.next();
                if (line == null) {
                    break;
                }
                batch[count++] = decode(line, lines.lineStart());
                bytes += line.length;
            }
            if (count == 0) {
                return null;
            }
            ArrayResultIterator<SourceRecord> records = new ArrayResultIterator<>();
            records.set(batch, count, batchStart, 0);
            return records;
        }

        private SourceRecord decode(byte[] line, long lineStart) {
            SourceRecord record = content.emptyRecord();
            record.setPosition(topic, -1, lineStart, Long.MIN_VALUE);
            record.setBytes(null, line, List::of);
            reader.read(line, Long.MIN_VALUE, record);
            return record;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
