package dev.plumbline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {
    @Test
    void drawsTheLeastLowestAndTheLargestHighest() {
        assertThat(Sparkline.of(List.of(0.0, 1.0, 2.0, 3.5, 7.0), 0, 7)).isEqualTo("▁▂▃▅█");
    }

    @Test
    void drawsEqualNumbersLow() {
        assertThat(Sparkline.of(List.of(0.5, 0.5), 0.5, 0.5)).isEqualTo("▁▁");
    }

    @Test
    void leavesAGapForWhatIsNoNumber() {
        assertThat(Sparkline.of(List.of(0.0, Double.NaN, Double.POSITIVE_INFINITY, -1.0), 0, 1))
                .isEqualTo("▁ █▁");
    }
}
