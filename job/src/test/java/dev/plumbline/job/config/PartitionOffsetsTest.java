package dev.plumbline.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionOffsetsTest {

    @Test
    void oneTopicNeedsNoName() {
        PartitionOffsets offsets = PartitionOffsets.parse("10=7, 2=0").within(List.of("a"));

        assertThat(offsets.byPartition())
                .containsExactly(Map.entry(new Partition("a", 2), 0L), Map.entry(new Partition("a", 10), 7L));
        assertThat(offsets).hasToString("a:2=0,a:10=7");
        assertThat(PartitionOffsets.parse(offsets.toString()).within(List.of("b", "a")))
                .isEqualTo(offsets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "0=", "=7", "0=-1", "0=1;1=2", "a b:0=1", "0=1,", "0=12345678901234567890", "x=1"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartitionOffsets.parse(text))
                .withMessageStartingWith("is not a list of offsets; write offsets such as 0=100,1=250");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0=1,0=2 | a | names partition 0 twice",
                "0=1,a:0=2 | a | names partition a:0 twice",
                "0=1 | a b | leaves open which of the topics a, b is meant; write topic:partition=offset",
                "c:0=1 | a b | names the topic c, which is not read; topics are a, b",
            })
    void aPartitionIsNamedOnceAndClearly(String text, String topics, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartitionOffsets.parse(text).within(List.of(topics.split(" "))))
                .withMessageContaining(sentence);
    }

    @Test
    void nobodyChangesItFromOutside() {
        TreeMap<Partition, Long> map = new TreeMap<>(Map.of(new Partition("a", 0), 1L));
        PartitionOffsets offsets = new PartitionOffsets(map);
        map.clear();

        assertThat(offsets).hasToString("a:0=1");
    }
}
