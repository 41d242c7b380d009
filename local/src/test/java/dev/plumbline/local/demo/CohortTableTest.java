package dev.plumbline.local.demo;

import static dev.plumbline.local.demo.LiveTableTest.NOON;
import static dev.plumbline.local.demo.LiveTableTest.cohort;
import static dev.plumbline.local.demo.LiveTableTest.report;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CohortTableTest {
    private final CohortTable table = new CohortTable();

    @Test
    void showsHowTheCoverageOfEachWindowGrows() {
        table.add(cohort(NOON, 5_000, 1_200, 0, false), 0);
        table.add(cohort(NOON, 5_000, 3_100, 15_000, false), 1);
        table.add(cohort(NOON + 15_000, 5_000, 1_250, 0, false), 0);
        table.add(cohort(NOON, 5_000, 4_999, 60_000, true), 2);
        table.add(cohort(NOON + 15_000, 5_000, 3_000, 15_000, false), 1);

        assertThat(table.lines(80, 9))
                .containsExactly(
                        "labels of delayed   after 0s   15s    1m  state",
                        "window to 12:00:15      24 %  62 %  99 %  final, rev 2",
                        "window to 12:00:30      25 %  60 %        open, rev 1");
    }

    @Test
    void beginsWithTheNewestWindowThatIsFinal() {
        for (int i = 0; i < 4; i++) {
            table.add(cohort(NOON + i * 15_000L, 100, 95, 60_000 - i * 15_000L, i < 2), 0);
        }

        assertThat(table.size()).isEqualTo(3);
        assertThat(table.lines(80, 9))
                .hasSize(4)
                .element(1)
                .asString()
                .startsWith("window to 12:00:30 ")
                .endsWith("final");
        assertThat(table.lines(80, 1)).hasSize(2).element(1).asString().startsWith("window to 12:00:30 ");
    }

    @Test
    void showsWhatThereIsBeforeAnyWindowIsFinal() {
        table.add(cohort(NOON, 100, 0, 0, false), 0);

        assertThat(table.lines(80, 9))
                .containsExactly("labels of delayed   after 0s  state", "window to 12:00:15       0 %  open");
    }

    @Test
    void saysNothingOfWindowsThatAreNoCohorts() {
        table.add(report("m", "tumbling 10s", NOON, 10_000, 100, 0.5, false), 0);

        assertThat(table.size()).isZero();
        assertThat(table.lines(80, 9)).isEmpty();
    }

    @Test
    void forgetsOldWindows() {
        for (int i = 0; i <= CohortTable.KEPT; i++) {
            table.add(cohort(NOON + i * 15_000L, 100, 20, 0, false), 0);
        }

        assertThat(table.lines(80, 99))
                .hasSize(1 + CohortTable.KEPT)
                .element(1)
                .asString()
                .startsWith("window to 12:00:30 ");
    }
}
