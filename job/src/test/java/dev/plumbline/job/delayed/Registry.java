package dev.plumbline.job.delayed;

import java.io.Serializable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Leads to one object from every copy that Flink makes of a source or a sink, since all of them are in this JVM.
 *
 * @param <T> its type
 */
final class Registry<T> implements Serializable, AutoCloseable {

    private static final Map<String, Object> OBJECTS = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    Registry(T object) {
        OBJECTS.put(id, object);
    }

    @SuppressWarnings("unchecked") // Only an object of this type was ever put there under this id.
    T get() {
        @Nullable Object object = OBJECTS.get(id);
        if (object == null) {
            throw new IllegalStateException("a job goes on that a test has ended");
        }
        return (T) object;
    }

    @Override
    public void close() {
        OBJECTS.remove(id);
    }
}
