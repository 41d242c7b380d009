package dev.plumbline.job.sink;

import java.io.PrintStream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Prints one row per value on standard output: of this process when run locally, of the TaskManager on a cluster. Rows that
 * were printed before a failure may be printed again after it.
 *
 * @param <T> the type of value
 */
final class ConsoleSink<T> implements Sink<T> {

    private static final int ROWS_PER_HEADING = 40;

    private final Row<T> row;

    ConsoleSink(Row<T> row) {
        this.row = row;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new Writer<>(row, System.out);
    }

    static final class Writer<T> implements SinkWriter<T> {

        private final Row<T> row;
        private final PrintStream out;
        private int rows;

        Writer(Row<T> row, PrintStream out) {
            this.row = row;
            this.out = out;
        }

        @Override
        public void write(T value, Context context) {
            if (rows++ % ROWS_PER_HEADING == 0 && !row.heading().isEmpty()) {
                out.println(row.heading());
            }
            out.println(row.of(value));
        }

        @Override
        public void flush(boolean endOfInput) {
            out.flush();
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
