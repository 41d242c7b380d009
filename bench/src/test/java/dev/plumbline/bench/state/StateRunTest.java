package dev.plumbline.bench.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.bench.result.StateResult;
import dev.plumbline.bench.run.Stage;
import dev.plumbline.bench.run.Troupe;
import dev.plumbline.bench.scenario.Scenarios;
import dev.plumbline.bench.scenario.Selection;
import dev.plumbline.bench.scenario.StateCase;
import dev.plumbline.local.engine.WorkFolder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class StateRunTest {
    private static final List<String> QUICK = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @Test
    void whatWaitsIsHeld() {
        StateCase heap = Selection.of(new Scenarios(100_000, 1).all(), List.of("label-state/plumbline-heap"))
                .get(0)
                .states()
                .get(0);
        StateResult result;
        try (WorkFolder work = WorkFolder.create(false);
                Stage stage = new Stage(work);
                Troupe troupe = new Troupe(stage, QUICK)) {
            result = new StateRun(stage, troupe, said -> {}).run(heap);
        }

        // 10,000 predictions less 2,000, and 1 % of each has a label, and so has the last one of each of 4 partitions.
        assertThat(result.waiting()).isEqualTo(8_000 - 80);
        // An id of 8 bytes and a probability, at least.
        assertThat(result.checkpointBytes()).isBetween(16.0, 1_000.0);
        assertThat(result.savepointBytes()).isBetween(16.0, 1_000.0);
        assertThat(result.heapBytes()).isPositive();
    }
}
