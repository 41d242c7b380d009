package dev.plumbline.bench.scenario;

import dev.plumbline.bench.contender.ContenderKind;
import dev.plumbline.bench.contender.PeerWindow;
import dev.plumbline.bench.topic.TopicPlan;
import java.util.List;

/**
 * A contender with its task.
 *
 * @param name unique in its scenario
 * @param kind who
 * @param topic what it reads
 * @param window the windows it computes, for contenders other than Plumbline
 * @param parallelism how many tasks or threads read
 * @param settings options of Plumbline's configuration, {@code path=value} each
 * @param onRequest whether it runs only when it is asked for by name
 */
public record Entry(
        String name,
        ContenderKind kind,
        TopicPlan topic,
        PeerWindow window,
        int parallelism,
        List<String> settings,
        boolean onRequest) {

    private static final int PARALLELISM = 2;
    private static final String SINGLE = "metric.dtype=float32";

    /** Copies the list. */
    public Entry {
        settings = List.copyOf(settings);
    }

    /** A contender over tumbling minutes, with two tasks. */
    static Entry of(String name, ContenderKind kind, TopicPlan topic) {
        return new Entry(name, kind, topic, PeerWindow.TUMBLING_MINUTE, PARALLELISM, List.of(), false);
    }

    /** Plumbline, with some options that are not the default. */
    static Entry plumbline(String name, TopicPlan topic, String... settings) {
        return new Entry(
                name,
                ContenderKind.PLUMBLINE,
                topic,
                PeerWindow.TUMBLING_MINUTE,
                PARALLELISM,
                List.of(settings),
                false);
    }

    Entry withParallelism(int newParallelism) {
        return new Entry(name, kind, topic, window, newParallelism, settings, onRequest);
    }

    /** The same over sliding windows, and only on request. */
    Entry slidingOnRequest() {
        return new Entry(name, kind, topic, PeerWindow.SLIDING, parallelism, settings, true);
    }

    /** Whether it computes in float32, so that its sums are close to the others' and not equal. */
    public boolean isSinglePrecision() {
        return settings.contains(SINGLE);
    }
}
