package dev.plumbline.job.config;

import dev.plumbline.job.time.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Refuses options that are fine one by one and cannot hold together. */
final class Contradictions {
    private final Settings settings;

    Contradictions(Settings settings) {
        this.settings = settings;
    }

    void check(TimeConfig time, EngineConfig engine) {
        if (!time.min().isBefore(time.max())) {
            settings.problem(
                    settings.has(Options.MAX.path()) ? Options.MAX.path() : Options.MIN.path(),
                    "leaves no time that is plausible; let time.min be before time.max");
        }
        if (engine.parallelism().orElse(1) > engine.maxParallelism()) {
            settings.problem(
                    Options.PARALLELISM.path(),
                    "is more than engine.max_parallelism allows; lower it, or, for a job without state to keep, raise that");
        }
    }

    /** The slices of one record's outputs come in together, so there must be room for them. */
    void check(List<String> outputs, LimitsConfig limits) {
        if (limits.slices() < outputs.size()) {
            settings.problem(
                    Options.SLICE_LIMIT.path(),
                    "leaves no room for the slices of " + outputs.size() + " outputs; raise it to that many at least");
        }
    }

    /** Nothing that the job writes may come back as its input, or mix with what else it writes. */
    void check(
            @Nullable SourceConfig source,
            @Nullable SinkConfig reports,
            @Nullable SinkConfig deadLetters,
            @Nullable SinkConfig ledger) {
        check(source, Options.SOURCE_TOPICS, Options.SOURCE_PATH, reports, deadLetters, ledger);
        checkApart(reports, "the reports", Options.REPORTS, deadLetters, "dead letters", Options.DEAD_LETTERS);
        checkApart(reports, "the reports", Options.REPORTS, ledger, "the ledger", Options.LEDGER);
        checkApart(deadLetters, "the dead letters", Options.DEAD_LETTERS, ledger, "the ledger", Options.LEDGER);
    }

    /** Labels have topics of their own, which the job does not write either. */
    void check(
            SourceConfig labels,
            @Nullable SourceConfig source,
            @Nullable SinkConfig reports,
            @Nullable SinkConfig deadLetters,
            @Nullable SinkConfig ledger) {
        check(labels, LabelOptions.TOPICS, LabelOptions.PATH, reports, deadLetters, ledger);
        if (labels instanceof SourceConfig.Kafka a
                && source instanceof SourceConfig.Kafka b
                && !Collections.disjoint(a.topics(), b.topics())
                && shareBroker(a.bootstrapServers(), b.bootstrapServers())) {
            settings.problem(
                    LabelOptions.TOPICS.path(),
                    "names a topic of the predictions (" + Options.SOURCE_TOPICS.path()
                            + "); give labels a topic of their own");
        }
        if (labels instanceof SourceConfig.Files a
                && source instanceof SourceConfig.Files b
                && (path(a.path()).startsWith(path(b.path())) || path(b.path()).startsWith(path(a.path())))) {
            settings.problem(
                    LabelOptions.PATH.path(),
                    "lies in what predictions are read from (" + Options.SOURCE_PATH.path()
                            + "), or around it; keep the two apart");
        }
    }

    private void check(
            @Nullable SourceConfig source,
            Option<String> topics,
            Option<String> files,
            @Nullable SinkConfig reports,
            @Nullable SinkConfig deadLetters,
            @Nullable SinkConfig ledger) {
        checkLoop(source, topics, files, reports, Options.REPORTS);
        checkLoop(source, topics, files, deadLetters, Options.DEAD_LETTERS);
        checkLoop(source, topics, files, ledger, Options.LEDGER);
    }

    private void checkApart(
            @Nullable SinkConfig first,
            String firstName,
            SinkOptions firstOptions,
            @Nullable SinkConfig second,
            String secondName,
            SinkOptions secondOptions) {
        if (first instanceof SinkConfig.Kafka a
                && second instanceof SinkConfig.Kafka b
                && a.topic().equals(b.topic())
                && shareBroker(a.bootstrapServers(), b.bootstrapServers())) {
            settings.problem(
                    secondOptions.topic().path(),
                    "is the topic of " + firstName + " too ("
                            + firstOptions.topic().path() + "); give " + secondName
                            + (secondName.endsWith("s") ? " their own" : " its own"));
        }
        if (first instanceof SinkConfig.Files a
                && second instanceof SinkConfig.Files b
                && path(a.path()).equals(path(b.path()))) {
            settings.problem(
                    secondOptions.files().path(),
                    "is the folder of " + firstName + " too ("
                            + firstOptions.files().path() + "); give " + secondName
                            + (secondName.endsWith("s") ? " their own" : " its own"));
        }
    }

    private void checkLoop(
            @Nullable SourceConfig source,
            Option<String> topics,
            Option<String> files,
            @Nullable SinkConfig sink,
            SinkOptions options) {
        if (source instanceof SourceConfig.Kafka from
                && sink instanceof SinkConfig.Kafka to
                && from.topics().contains(to.topic())
                && shareBroker(from.bootstrapServers(), to.bootstrapServers())) {
            settings.problem(
                    options.topic().path(),
                    "is a topic that the job reads (" + topics.path() + "), which makes a loop; write to another");
        }
        if (source instanceof SourceConfig.Files from
                && sink instanceof SinkConfig.Files to
                && path(to.path()).startsWith(path(from.path()))) {
            settings.problem(
                    options.files().path(),
                    "lies in what the job reads (" + files.path() + "), which makes a loop; write elsewhere");
        }
    }

    /** A transaction must outlive the checkpoint that commits it, or committed results are lost. */
    void check(EngineConfig engine, @Nullable SinkConfig sink, SinkOptions options) {
        if (!(sink instanceof SinkConfig.Kafka kafka) || kafka.delivery() != Delivery.EXACTLY_ONCE) {
            return;
        }
        // What follows the reports was checked with them.
        if (!settings.has(options.section() + ".kafka")) {
            return;
        }
        Duration checkpoint = engine.checkpointInterval().plus(engine.checkpointTimeout());
        if (kafka.transactionTimeout().compareTo(checkpoint) <= 0) {
            String path = options.transactionTimeout().path();
            boolean given = settings.has(path);
            settings.problem(
                    path,
                    (given ? "" : options.transactionTimeout().defaultText() + " (the default): ")
                            + "is not longer than " + Options.CHECKPOINT_INTERVAL.path() + " and "
                            + Options.CHECKPOINT_TIMEOUT.path() + " together" + shown(checkpoint)
                            + ", so brokers may abort results that are already final; raise it, brokers allow up to "
                            + "15m unless told otherwise, or lower those");
        }
    }

    private String shown(Duration checkpoint) {
        boolean hidden = settings.redactions().get(Options.CHECKPOINT_INTERVAL.path()) != null
                || settings.redactions().get(Options.CHECKPOINT_TIMEOUT.path()) != null;
        return hidden ? "" : " (" + Durations.print(checkpoint) + ")";
    }

    private static Path path(String text) {
        return Path.of(text).toAbsolutePath().normalize();
    }

    /** Whether the two lists name a common broker; the same cluster under different names cannot be told from here. */
    private static boolean shareBroker(String a, String b) {
        Set<String> brokers = new TreeSet<>(Arrays.asList(a.split(",", -1)));
        return Arrays.stream(b.split(",", -1)).anyMatch(brokers::contains);
    }
}
