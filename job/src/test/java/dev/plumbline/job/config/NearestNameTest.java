package dev.plumbline.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> NAMES =
            List.of("bootstrap_servers", "topics", "topic", "group_id", "start", "stop", "properties");

    @ParameterizedTest
    @CsvSource({
        "bootstrap.servers, bootstrap_servers",
        "bootstrapServers, bootstrap_servers",
        "brokers_bootstrap, ",
        "Topics, topics",
        "topicc, topics",
        "topcs, topics",
        "tpoic, ",
        "group-id, group_id",
        "group, group_id",
        "sart, start",
        "stp, stop",
        "x, ",
        "property, properties",
        "props, "
    })
    void findsWhatWasMeant(String wrong, String meant) {
        assertThat(NearestName.find(wrong, NAMES).orElse(null)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"'', '', 0", "a, '', 1", "'', ab, 2", "kitten, sitting, 3", "flaw, lawn, 2", "same, same, 0"})
    void distanceCountsEdits(String a, String b, int edits) {
        assertThat(NearestName.distance(a, b)).isEqualTo(edits);
        assertThat(NearestName.distance(b, a)).isEqualTo(edits);
    }

    @Test
    void listsAllNamesWhenNoneIsNear() {
        assertThat(NearestName.advice("zzz", List.of("one", "two"))).isEqualTo("use one of one, two");
        assertThat(NearestName.advice("zzz", List.of("one"))).isEqualTo("use one");
    }
}
