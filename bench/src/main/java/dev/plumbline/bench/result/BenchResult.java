package dev.plumbline.bench.result;

import java.util.List;

/**
 * A whole run, as it stands in the result file.
 *
 * @param format always {@link #FORMAT}
 * @param formatVersion always {@link #VERSION}; it changes when a member is renamed, removed or means something else
 * @param machine where and with what it ran
 * @param options how it was asked for
 * @param groups what was compared
 * @param latencies how long reports took
 * @param states what is held of predictions that wait for their labels
 */
public record BenchResult(
        String format,
        int formatVersion,
        Machine machine,
        RunOptions options,
        List<GroupResult> groups,
        List<LatencyResult> latencies,
        List<StateResult> states) {

    /** The name of the format. */
    public static final String FORMAT = "plumbline.bench-result";

    /** Its version. */
    public static final int VERSION = 1;

    /** Copies the lists. */
    public BenchResult {
        groups = List.copyOf(groups);
        latencies = List.copyOf(latencies);
        states = List.copyOf(states);
    }

    /** A result in the current version. */
    public BenchResult(
            Machine machine,
            RunOptions options,
            List<GroupResult> groups,
            List<LatencyResult> latencies,
            List<StateResult> states) {
        this(FORMAT, VERSION, machine, options, groups, latencies, states);
    }

    /**
     * How a run was asked for.
     *
     * @param records the size of the largest topic
     * @param passes measured passes of each contender
     * @param warmSeconds how long each contender worked before that without being measured
     * @param seed of all topics
     * @param childFlags flags of the children's JVMs
     */
    public record RunOptions(long records, int passes, int warmSeconds, long seed, List<String> childFlags) {
        /** Copies the list. */
        public RunOptions {
            childFlags = List.copyOf(childFlags);
        }
    }
}
