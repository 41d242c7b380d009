package dev.plumbline.job.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTopicTest {

    private static final int BY_DEFAULT = 1_048_576;

    private static List<String> problems(Map<String, String> topic, int limit) {
        List<ConfigEntry> entries = topic.entrySet().stream()
                .map(entry -> new ConfigEntry(entry.getKey(), entry.getValue()))
                .toList();
        return new DeadLetterTopic("TOPIC", "dead_letters.kafka").problems(new Config(entries), limit);
    }

    @Test
    void kafkasDefaultsAndWhatIsNotToldAreRight() {
        assertThat(problems(Map.of("max.message.bytes", "1048588", "cleanup.policy", "delete"), BY_DEFAULT))
                .isEmpty();
        assertThat(problems(Map.of(), BY_DEFAULT)).isEmpty();
        assertThat(problems(Map.of("max.message.bytes", "16384", "cleanup.policy", ""), 16_384))
                .isEmpty();
    }

    @Test
    void aTopicThatTakesLessThanTheProducerSendsNeedsALowerLimit() {
        assertThat(problems(Map.of("max.message.bytes", "1048575"), BY_DEFAULT))
                .containsExactly(
                        "TOPIC takes records of at most 1048575 bytes (max.message.bytes), but dead letters may have"
                                + " 1048576; raise it with kafka-configs, or set"
                                + " dead_letters.kafka.properties.max.request.size to 1048575 or less: longer letters are then cut to it.");
    }

    @Test
    void aTopicThatTakesAlmostNothingMustBeRaised() {
        assertThat(problems(Map.of("max.message.bytes", "16383"), BY_DEFAULT))
                .containsExactly(
                        "TOPIC takes records of at most 16383 bytes (max.message.bytes), but dead letters may have"
                                + " 1048576; raise it with kafka-configs.");
    }

    @Test
    void aProducerThatSendsAlmostNothingMustBeRaised() {
        assertThat(problems(Map.of("max.message.bytes", "16383"), 16_383))
                .containsExactly(
                        "dead_letters.kafka.properties: a producer that sends at most 16383 bytes has no room for a dead letter"
                                + " with its headers; set max.request.size and buffer.memory to 16384 or more.",
                        "TOPIC takes records of at most 16383 bytes (max.message.bytes), but dead letters may have 16384;"
                                + " raise it with kafka-configs.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compact", "compact,delete", "delete,compact"})
    void aCompactedTopicIsRefused(String policy) {
        assertThat(problems(Map.of("cleanup.policy", policy), BY_DEFAULT))
                .containsExactly("TOPIC is compacted (cleanup.policy is " + policy
                        + "): it refuses letters without a key and deletes those whose key comes again; set"
                        + " cleanup.policy=delete with kafka-configs, or name another topic.");
    }
}
