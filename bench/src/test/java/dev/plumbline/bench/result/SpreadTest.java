package dev.plumbline.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void findsTheMiddleOfOddAndEvenMany() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(2.5, 1, 4));
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void findsPercentiles() {
        List<Double> hundred =
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList();

        assertThat(Spread.percentile(hundred, 50)).isEqualTo(50);
        assertThat(Spread.percentile(hundred, 99)).isEqualTo(99);
        assertThat(Spread.percentile(hundred, 100)).isEqualTo(100);
        assertThat(Spread.percentile(List.of(5.0), 99)).isEqualTo(5);
    }

    @Test
    void refusesNothing() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Spread.percentile(List.of(), 50)).isInstanceOf(IllegalArgumentException.class);
    }
}
