package dev.plumbline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadLetterCountsTest {
    @Test
    void tellsReasonsTheMostFrequentFirst() {
        DeadLetterCounts counts = new DeadLetterCounts();
        assertThat(counts.lines(80)).containsExactly("dead letters: none");

        counts.add("late");
        counts.add("not_json");
        counts.add("not_json");
        counts.add("missing_field");

        assertThat(counts.lines(80)).containsExactly("dead letters: 4 = 2 not_json + 1 late + 1 missing_field");
        assertThat(counts.lines(37))
                .containsExactly("dead letters: 4 = 2 not_json + 1 late", "             + 1 missing_field");
    }
}
