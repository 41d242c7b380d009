package dev.plumbline.job;

import dev.plumbline.job.config.ReplayRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a replay, the same on a cluster and on one machine. */
public final class ReplayOptions {

    @Option(
            names = "--from",
            paramLabel = "T",
            description =
                    "Where to begin: earliest (default), a time of Kafka as an ISO-8601 instant or epoch milliseconds, or"
                            + " offsets, 0=100,1=250 (topic:0=100 with several topics).")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "T",
            description =
                    "Where to end: latest (default), which is the end as it is now, a time, or offsets. The record there is"
                            + " not read.")
    private @Nullable String to;

    @Option(
            names = "--output",
            paramLabel = "PLACE",
            description =
                    "Where results go: topic:NAME (and NAME.dead-letters, NAME.ledger), files:DIR, or console (default).")
    private @Nullable String output;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "What the replay is called: its job, its transactions (default: the live job's name and -replay). Two"
                            + " that run at once need two names.")
    private @Nullable String name;

    /** No options yet; picocli fills them in. */
    public ReplayOptions() {}

    /**
     * What they ask for.
     *
     * @throws IllegalArgumentException with the option, its value, the reason and the way out
     */
    public ReplayRequest request() {
        return ReplayRequest.parse(from, to, output, name);
    }
}
