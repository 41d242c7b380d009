package dev.plumbline.bench.contender;

import dev.plumbline.bench.topic.Layout;
import java.util.List;

/**
 * What a contender shall do in one pass.
 *
 * @param brokers Kafka's address
 * @param topic the topic to read from its first record to its end
 * @param layout what its records look like
 * @param window the windows to compute, for contenders that know one kind only
 * @param parallelism how many tasks or threads read, at least 1
 * @param settings options of Plumbline's configuration, {@code path=value} each; the others ignore them
 * @param output where results go: a topic that exists and is empty, or a file for contenders without an engine
 */
public record Task(
        String brokers,
        String topic,
        Layout layout,
        PeerWindow window,
        int parallelism,
        List<String> settings,
        String output) {

    /** What is put behind the name of the topic for results, to name the one for dead letters. */
    public static final String DEAD_LETTERS = ".dead-letters";

    /** What is put behind the name of the topic for results, to name the one for the ledger. */
    public static final String LEDGER = ".ledger";

    /** Copies the list. */
    public Task {
        settings = List.copyOf(settings);
    }
}
