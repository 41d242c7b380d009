package dev.plumbline.bench.run;

import dev.plumbline.bench.contender.ContenderKind;
import dev.plumbline.bench.contender.Task;
import dev.plumbline.bench.scenario.Entry;
import java.util.List;

/** Where the results of a pass go: topics of its own, which are deleted afterwards, or a file. */
public final class Outputs implements AutoCloseable {
    private static final int PARTITIONS = 2;

    private final Stage stage;
    private final List<String> topics;
    private final String place;

    private Outputs(Stage stage, List<String> topics, String place) {
        this.stage = stage;
        this.topics = topics;
        this.place = place;
    }

    /** Makes what a contender needs. */
    public static Outputs create(Stage stage, Entry entry, String name) {
        if (!entry.kind().deliversToTopic()) {
            return new Outputs(
                    stage, List.of(), stage.folder().resolve(name + ".jsonl").toString());
        }
        List<String> topics = entry.kind() == ContenderKind.PLUMBLINE
                ? List.of(name, name + Task.DEAD_LETTERS, name + Task.LEDGER)
                : List.of(name);
        topics.forEach(topic -> stage.createTopic(topic, PARTITIONS));
        return new Outputs(stage, topics, name);
    }

    /** The topic for results, or the file. */
    public String place() {
        return place;
    }

    @Override
    public void close() {
        if (!topics.isEmpty()) {
            stage.deleteTopics(topics);
        }
    }
}
