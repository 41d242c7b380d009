package dev.plumbline.bench.scenario;

import dev.plumbline.bench.contender.Backend;
import dev.plumbline.bench.contender.ContenderKind;
import dev.plumbline.bench.contender.PeerWindow;
import dev.plumbline.bench.contender.Task;
import dev.plumbline.bench.topic.LabelPlan;
import dev.plumbline.bench.topic.Plan;
import dev.plumbline.bench.topic.TopicPlan;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contender with its task.
 *
 * @param name unique in its scenario
 * @param kind who
 * @param topic what it reads
 * @param labels the labels of what it reads, and how long they are waited for; null if the records bring their own
 * @param window the windows it computes, for contenders other than Plumbline
 * @param backend where it keeps its state, if it is a Flink job
 * @param parallelism how many tasks or threads read
 * @param settings options of Plumbline's configuration, {@code path=value} each
 * @param onRequest whether it runs only when it is asked for by name
 */
public record Entry(
        String name,
        ContenderKind kind,
        TopicPlan topic,
        @Nullable Labels labels,
        PeerWindow window,
        Backend backend,
        int parallelism,
        List<String> settings,
        boolean onRequest) {

    private static final int PARALLELISM = 2;
    private static final String SINGLE = "metric.dtype=float32";

    /**
     * Labels on a topic of their own.
     *
     * @param topic what it holds
     * @param horizon how long after its prediction a label is waited for
     */
    public record Labels(LabelPlan topic, Duration horizon) {}

    /** Copies the list. */
    public Entry {
        settings = List.copyOf(settings);
    }

    /** A contender over tumbling minutes, with two tasks. */
    static Entry of(String name, ContenderKind kind, TopicPlan topic) {
        return of(name, kind, topic, List.of());
    }

    /** Plumbline, with some options that are not the default. */
    static Entry plumbline(String name, TopicPlan topic, String... settings) {
        return of(name, ContenderKind.PLUMBLINE, topic, List.of(settings));
    }

    private static Entry of(String name, ContenderKind kind, TopicPlan topic, List<String> settings) {
        return new Entry(
                name, kind, topic, null, PeerWindow.TUMBLING_MINUTE, Backend.HEAP, PARALLELISM, settings, false);
    }

    Entry withParallelism(int newParallelism) {
        return new Entry(name, kind, topic, labels, window, backend, newParallelism, settings, onRequest);
    }

    /** The same reading predictions with labels of their own. */
    Entry reading(TopicPlan predictions, Labels newLabels) {
        return new Entry(name, kind, predictions, newLabels, window, backend, parallelism, settings, onRequest);
    }

    /** The same with its state elsewhere. */
    Entry on(Backend newBackend) {
        return new Entry(name, kind, topic, labels, window, newBackend, parallelism, settings, onRequest);
    }

    /** The same over sliding windows, and only on request. */
    Entry slidingOnRequest() {
        return new Entry(name, kind, topic, labels, PeerWindow.SLIDING, backend, parallelism, settings, true);
    }

    /** Everything that it reads. */
    public List<Plan> topics() {
        return labels == null ? List.of(topic) : List.of(topic, labels.topic());
    }

    /**
     * What it shall do in a pass.
     *
     * @param brokers Kafka's address
     * @param output where results go
     */
    public Task task(String brokers, String output) {
        return new Task(
                brokers,
                topic.name(),
                true,
                topic.layout(),
                window,
                labels == null
                        ? null
                        : new Task.Labels(
                                labels.topic().name(), labels.horizon().toMillis()),
                backend,
                parallelism,
                settings,
                output);
    }

    /** Whether it computes in float32, so that its sums are close to the others' and not equal. */
    public boolean isSinglePrecision() {
        return settings.contains(SINGLE);
    }
}
