package dev.plumbline.job.config;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** Properties for a Kafka client, passed on as they are. Printing them shows their names only, because values may be secret. */
public final class ClientProperties implements Serializable {
    private static final List<String> CONNECTION = List.of("security.", "sasl.", "ssl.", "config.providers");
    private static final ClientProperties NONE = new ClientProperties(Map.of());

    private final TreeMap<String, String> values;

    private ClientProperties(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    /** No properties. */
    public static ClientProperties none() {
        return NONE;
    }

    /** A copy of the given properties. */
    public static ClientProperties of(Map<String, String> values) {
        return values.isEmpty() ? NONE : new ClientProperties(values);
    }

    /** Those that say how to be let in; the rest is about reading or writing. */
    public ClientProperties connection() {
        Map<String, String> connection = new TreeMap<>(values);
        connection.keySet().removeIf(name -> CONNECTION.stream().noneMatch(name::startsWith));
        return of(connection);
    }

    /** These, and one more, or with another value. */
    public ClientProperties with(String name, String value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(name, value);
        return of(more);
    }

    /** The properties by name; unmodifiable. Take care not to print it. */
    public SortedMap<String, String> asMap() {
        return Collections.unmodifiableSortedMap(values);
    }

    /** A new {@link Properties} with the same content, as Kafka's clients take it. */
    public Properties toProperties() {
        Properties properties = new Properties();
        values.forEach(properties::setProperty);
        return properties;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientProperties properties && values.equals(properties.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The names, without the values. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
