package dev.plumbline.bench.state;

import dev.plumbline.bench.contender.HeldState;
import dev.plumbline.bench.result.StateResult;
import dev.plumbline.bench.run.Child;
import dev.plumbline.bench.run.Outputs;
import dev.plumbline.bench.run.Progress;
import dev.plumbline.bench.run.Stage;
import dev.plumbline.bench.run.Troupe;
import dev.plumbline.bench.scenario.Entry;
import dev.plumbline.bench.scenario.StateCase;
import dev.plumbline.bench.topic.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Jobs that have read all of their topics and wait for labels that do not come: how much they hold. A few labels do come, so that both
 * logs are known to be read up to the end.
 */
public final class StateRun {
    /** How far watermarks are behind the last record, in both jobs. */
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(5);

    private final Stage stage;
    private final Troupe troupe;
    private final Progress progress;

    /** A run that has not begun. */
    public StateRun(Stage stage, Troupe troupe, Progress progress) {
        this.stage = stage;
        this.troupe = troupe;
        this.progress = progress;
    }

    /** Measures one case, in a child of its own. */
    public StateResult run(StateCase one) {
        try {
            Child child = troupe.start("state-" + one.name(), one.few().kind());
            child.awaitReady();
            Held few = hold(child, one.few());
            Held many = hold(child, one.many());
            long more = many.waiting - few.waiting;
            return new StateResult(
                    one.name(),
                    more,
                    (double) (many.state.heapBytes() - few.state.heapBytes()) / more,
                    (double) (many.state.checkpointBytes() - few.state.checkpointBytes()) / more,
                    (double) (many.state.savepointBytes() - few.state.savepointBytes()) / more);
        } finally {
            troupe.dismiss();
        }
    }

    private record Held(long waiting, HeldState state) {}

    private Held hold(Child child, Entry entry) {
        List<Long> sizes = new ArrayList<>();
        for (Plan topic : entry.topics()) {
            sizes.add(stage.write(topic, progress).records());
        }
        long waiting = sizes.get(0) - sizes.get(1);
        String name = "state-%s-%d".formatted(entry.name(), sizes.get(0));
        progress.say("%s: %,d predictions wait".formatted(name, waiting));
        try (Outputs outputs = Outputs.create(stage, entry, name)) {
            long end = entry.topic().firstEnd().minus(OUT_OF_ORDERNESS).toEpochMilli();
            return new Held(
                    waiting,
                    child.hold(entry.task(stage.brokers(), outputs.place()).endless(), end));
        }
    }
}
