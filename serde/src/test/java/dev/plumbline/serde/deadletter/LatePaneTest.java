package dev.plumbline.serde.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.serde.ReasonCode;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LatePaneTest {

    @Test
    void theLetterNamesItsRecordsAndWhyTheyWereNotCounted() {
        TreeMap<String, String> slice = new TreeMap<>();
        slice.put("device", "phone");
        slice.put("country", "CN");
        LatePane pane =
                new LatePane("ctr", "7", slice, 1_763_750_040_000L, 1_763_750_100_000L, "predictions", 3, 10, 25, 4);

        DeadLetter letter = pane.toDeadLetter(1_763_750_200_000L);

        assertThat(letter.rejection().reason()).isEqualTo(ReasonCode.LATE_AFTER_IDLE);
        assertThat(letter.rejection().field()).isEmpty();
        assertThat(letter.rejection().message())
                .isEqualTo(
                        "4 records of model \"ctr\" in the pane from 2025-11-21T18:34:00Z to 2025-11-21T18:35:00Z, between"
                                + " offsets 10 and 25 of predictions-3, came after everything up to 2025-11-21T18:36:40Z was"
                                + " finished, because their partition had been idle or was new; raise time.idleness, or replay"
                                + " the topic.");
        assertThat(letter.topic()).isEqualTo("predictions");
        assertThat(letter.partition()).isEqualTo(3);
        assertThat(letter.offset()).isEqualTo(10);
        assertThat(letter.timestamp()).isNegative();
        assertThat(letter.key()).isNull();
        assertThat(letter.headers()).isEmpty();
        assertThat(letter.value())
                .asString(UTF_8)
                .isEqualTo(
                        "{\"format\":\"plumbline.late-pane\",\"format_version\":1,\"model\":\"ctr\",\"version\":\"7\","
                                + "\"slice\":{\"country\":\"CN\",\"device\":\"phone\"},"
                                + "\"pane\":{\"start\":1763750040000,\"end\":1763750100000},\"topic\":\"predictions\","
                                + "\"partition\":3,\"first_offset\":10,\"last_offset\":25,\"records\":4}");
    }
}
