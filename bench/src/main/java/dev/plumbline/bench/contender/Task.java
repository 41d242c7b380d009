package dev.plumbline.bench.contender;

import dev.plumbline.bench.topic.Layout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a contender shall do in one pass.
 *
 * @param brokers Kafka's address
 * @param topic the topic to read from its first record on
 * @param bounded whether it ends with the topic; Flink jobs that do not go on until they are stopped, all others always end
 * @param layout what its records look like
 * @param window the windows to compute, for contenders that know one kind only
 * @param labels where the labels of the records are; null if they bring their own
 * @param backend where Flink jobs keep their state
 * @param parallelism how many tasks or threads read, at least 1
 * @param settings options of Plumbline's configuration, {@code path=value} each; the others ignore them
 * @param output where results go: a topic that exists and is empty, or a file for contenders without an engine
 */
public record Task(
        String brokers,
        String topic,
        boolean bounded,
        Layout layout,
        PeerWindow window,
        @Nullable Labels labels,
        Backend backend,
        int parallelism,
        List<String> settings,
        String output) {

    /** What is put behind the name of the topic for results, to name the one for dead letters. */
    public static final String DEAD_LETTERS = ".dead-letters";

    /** What is put behind the name of the topic for results, to name the one for the ledger. */
    public static final String LEDGER = ".ledger";

    /**
     * Labels on a topic of their own.
     *
     * @param topic the topic
     * @param horizonMillis for how long after its prediction a label is waited for, in milliseconds
     */
    public record Labels(String topic, long horizonMillis) {}

    /** Copies the list. */
    public Task {
        settings = List.copyOf(settings);
    }

    /** The same without an end. */
    public Task endless() {
        return new Task(brokers, topic, false, layout, window, labels, backend, parallelism, settings, output);
    }
}
