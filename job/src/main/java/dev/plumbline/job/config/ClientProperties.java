package dev.plumbline.job.config;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** Properties for a Kafka client, passed on as they are. Printing them shows their names only, because values may be secret. */
public final class ClientProperties implements Serializable {
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
