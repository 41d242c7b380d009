package dev.plumbline.job.memory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * A sink that keeps what it is given, for a job that runs in this JVM.
 *
 * @param <T> the type of value
 */
public final class Collected<T> implements Sink<T> {

    // The sink is copied to each task; what they collect meets here.
    private static final Map<String, List<Object>> COLLECTED = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    /** Creates an empty collection. */
    public Collected() {
        COLLECTED.put(id, Collections.synchronizedList(new ArrayList<>()));
    }

    /** Takes out what was collected, in the order of arrival. */
    @SuppressWarnings("unchecked") // Only values of this type were ever written under this id.
    public List<T> values() {
        return (List<T>) List.copyOf(COLLECTED.get(id));
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        List<Object> values = COLLECTED.get(id);
        return new SinkWriter<>() {
            @Override
            public void write(T value, Context writerContext) {
                values.add(value);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
