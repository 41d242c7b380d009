package dev.plumbline.job.delayed;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * A sink that hands everything to one consumer, whatever task it comes from.
 *
 * @param <T> the type of value
 */
final class Book<T> implements Sink<T> {

    /** Takes values, from several threads. */
    interface Consumer<T> {
        void take(T value);
    }

    private final Registry<? extends Consumer<T>> consumer;

    Book(Registry<? extends Consumer<T>> consumer) {
        this.consumer = consumer;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        Consumer<T> into = consumer.get();
        return new SinkWriter<>() {
            @Override
            public void write(T value, Context writerContext) {
                into.take(value);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
