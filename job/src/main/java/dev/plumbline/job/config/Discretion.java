package dev.plumbline.job.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps the hidden values of one client's properties out of sentences that somebody else has written: Kafka quotes a value that it
 * cannot use.
 */
public final class Discretion {
    /** What is as short as this is no secret, and would be found everywhere. */
    private static final int SHORTEST = 3;

    /** The values of a JAAS entry, in whose sentences they come one by one. */
    private static final Pattern JAAS_VALUE = Pattern.compile("=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\"'\\s;]+))");

    private final List<String> hidden;

    /**
     * Takes note of what is hidden.
     *
     * @param config the configuration
     * @param section the client's place in it, such as {@code source.kafka}
     * @param properties the client's properties
     */
    public Discretion(JobConfig config, String section, ClientProperties properties) {
        this.hidden = properties.asMap().entrySet().stream()
                .filter(property -> config.redactions().get(section + ".properties." + property.getKey()) != null)
                .map(Map.Entry::getValue)
                .flatMap(value -> Stream.concat(
                        Stream.of(value), JAAS_VALUE.matcher(value).results().flatMap(Discretion::groups)))
                .map(String::strip)
                .filter(value -> value.length() >= SHORTEST)
                // A value that contains another one must go first.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static Stream<String> groups(MatchResult value) {
        return Stream.of(1, 2, 3).map(value::group).filter(Objects::nonNull);
    }

    /** Returns the sentence with {@code [hidden]} in the place of each hidden value. */
    public String hide(String sentence) {
        String shown = sentence;
        for (String value : hidden) {
            shown = shown.replace(value, Scalar.HIDDEN);
        }
        return shown;
    }
}
