package dev.plumbline.job.preflight;

import dev.plumbline.job.config.ClientProperties;
import dev.plumbline.job.config.Discretion;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Whether Kafka's client understands the values of its properties. Without this the first task that starts would say it, with the
 * value in its stack trace.
 */
final class ClientOptions {

    private ClientOptions() {}

    /**
     * Returns a sentence for each property whose value is wrong. A property that the client does not know is not judged: an
     * interceptor or a login module may.
     *
     * @param definition what the client knows
     * @param path the section of the properties in the configuration
     * @param properties the properties; values that a configuration provider of Kafka fills in are not judged
     * @param discretion what of them must not be shown
     */
    static List<String> problems(
            ConfigDef definition, String path, ClientProperties properties, Discretion discretion) {
        Map<String, String> given = new HashMap<>(properties.asMap());
        given.values().removeIf(value -> value.contains("${"));
        return definition.validate(given).stream()
                .filter(value -> given.containsKey(value.name()))
                .filter(value -> !value.errorMessages().isEmpty())
                .sorted(Comparator.comparing(ConfigValue::name))
                // The first message tells what is wrong; the others say that a wrong value is no value.
                .map(value -> path + "." + value.name() + ": Kafka's client refuses it: "
                        + value.errorMessages().get(0) + "; correct it, or remove the line.")
                .map(discretion::hide)
                .toList();
    }
}
