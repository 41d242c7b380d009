package dev.plumbline.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordLimitTest {

    @Test
    void isTheProducersDefault() {
        Map<String, Object> defaults = ProducerConfig.configDef().defaultValues();

        assertThat(RecordLimit.of(ClientProperties.none()))
                .isEqualTo(defaults.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG))
                .isEqualTo(1_048_576);
        assertThat(RecordLimit.of(ClientProperties.of(Map.of("max.request.size", "2147483647"))))
                .isEqualTo(((Long) defaults.get(ProducerConfig.BUFFER_MEMORY_CONFIG)).intValue());
    }

    @Test
    void isTheSmallerOfRequestAndBuffer() {
        assertThat(RecordLimit.of(ClientProperties.of(Map.of("max.request.size", " 20000 "))))
                .isEqualTo(20_000);
        assertThat(RecordLimit.of(ClientProperties.of(Map.of("max.request.size", "20000", "buffer.memory", "19999"))))
                .isEqualTo(19_999);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1M", "-1", "2147483648", ""})
    void refusesWhatIsNoNumberOfBytesWithoutShowingIt(String value) {
        assertThatThrownBy(() -> RecordLimit.of(ClientProperties.of(Map.of("max.request.size", value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the producer property max.request.size is not a whole number of bytes from 0 to 2147483647;"
                                + " correct it.");
    }
}
