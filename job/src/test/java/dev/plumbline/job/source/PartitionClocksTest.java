package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.flow.PartitionClock;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionClocksTest {

    private final PartitionClocks clocks = new PartitionClocks();

    @Test
    void onlyLaterTimesMoveAClock() {
        assertThat(clocks.advance("t", 0, 100)).isEqualTo(100);
        assertThat(clocks.advance("t", 0, 40)).isEqualTo(100);
        assertThat(clocks.advance("t", 0, 101)).isEqualTo(101);
    }

    @Test
    void everyPartitionOfEveryTopicHasItsOwnClock() {
        clocks.advance("t", 0, 100);
        clocks.advance("t", 1, 7);
        clocks.advance("u", 0, -5);

        assertThat(clocks.advance("t", 1, 0)).isEqualTo(7);
        assertThat(clocks.advance("u", 0, -9)).isEqualTo(-5);
        assertThat(clocks.advance("t", 0, 0)).isEqualTo(100);
    }

    @Test
    void restoringTakesTheLargestTimeOfEachPartition() {
        clocks.restore(List.of(
                new PartitionClock("t", 0, 50), new PartitionClock("t", 0, 90), new PartitionClock("t", 0, 70)));

        assertThat(clocks.snapshot()).containsExactly(new PartitionClock("t", 0, 90));
    }

    @Test
    void aSnapshotHoldsEveryClock() {
        clocks.advance("t", 0, 1);
        clocks.advance("t", 3, 2);
        clocks.advance("u", 0, 3);

        assertThat(clocks.snapshot())
                .containsExactlyInAnyOrder(
                        new PartitionClock("t", 0, 1), new PartitionClock("t", 3, 2), new PartitionClock("u", 0, 3));
    }
}
