package dev.plumbline.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoMoreSplitsTest {

    private final List<Integer> told = new ArrayList<>();
    private final NoMoreSplits bounded = new NoMoreSplits(told::add, true);

    @Test
    void readersAreToldWhenNothingIsLeftToLookUp() {
        bounded.assigned(0);
        bounded.lookupBegins();
        // What was found has to be looked into as well.
        bounded.lookupBegins();
        bounded.lookupEnds(Set.of(0));
        assertThat(told).isEmpty();
        bounded.lookupEnds(Set.of(0));
        assertThat(told).containsExactly(0);
        bounded.assigned(1);
        assertThat(told).containsExactly(0, 1);
    }

    @Test
    void aReaderIsToldOnceInEachOfItsLives() {
        bounded.tell(0);
        bounded.lookupBegins();
        bounded.lookupEnds(Set.of(0));
        bounded.assigned(0);
        assertThat(told).containsExactly(0);

        bounded.forget(0);
        bounded.assigned(0);
        assertThat(told).containsExactly(0, 0);
    }

    @Test
    void anEndlessSourceAlwaysMayHaveMore() {
        NoMoreSplits endless = new NoMoreSplits(told::add, false);
        endless.lookupBegins();
        endless.lookupEnds(Set.of(0));
        endless.assigned(0);

        assertThat(told).isEmpty();
    }
}
