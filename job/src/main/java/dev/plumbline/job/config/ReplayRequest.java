package dev.plumbline.job.config;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a replay is asked for, on top of the live job's configuration.
 *
 * @param from where it begins: the oldest record, a time, or offsets
 * @param to where it ends: the end of the topic, a time, or offsets
 * @param output where everything goes that it writes
 * @param name what it is called; empty for the live job's name and {@code -replay}
 */
public record ReplayRequest(StartPosition from, StopPosition to, ReplayOutput output, Optional<String> name) {

    /**
     * Reads the options of the command line.
     *
     * @param from {@code earliest}, an instant, or offsets; null for {@code earliest}
     * @param to {@code latest}, an instant, or offsets; null for {@code latest}
     * @param output {@code topic:NAME}, {@code files:DIR} or {@code console}; null for {@code console}
     * @param name a name, or null
     * @throws IllegalArgumentException with the option, its value, the reason and the way out
     */
    public static ReplayRequest parse(
            @Nullable String from, @Nullable String to, @Nullable String output, @Nullable String name) {
        StartPosition start = read("--from", from == null ? "earliest" : from, ReplayRequest::start);
        StopPosition stop = read("--to", to == null ? "latest" : to, ReplayRequest::stop);
        if (start instanceof StartPosition.At a
                && stop instanceof StopPosition.At b
                && !a.time().isBefore(b.time())) {
            throw new IllegalArgumentException("--to " + to + ": is not after --from " + from
                    + ", so nothing would be read; end later, or begin earlier");
        }
        return new ReplayRequest(
                start,
                stop,
                read("--output", output == null ? "console" : output, ReplayOutput::parse),
                Optional.ofNullable(name)
                        .map(text -> read("--name", text, ValueType.jobName().read())));
    }

    private static StartPosition start(String text) {
        return switch (text) {
            case "earliest" -> new StartPosition.Earliest();
            case "latest" ->
                throw new IllegalArgumentException(
                        "is where the topic ends, so nothing would be read; begin earlier, earliest for example");
            default ->
                PartitionOffsets.isMeant(text)
                        ? new StartPosition.AtOffsets(PartitionOffsets.parse(text))
                        : new StartPosition.At(
                                ValueType.readInstant(text, "earliest, " + PartitionOffsets.FORM + ", "));
        };
    }

    private static StopPosition stop(String text) {
        return switch (text) {
            case "latest" -> new StopPosition.Latest();
            case "earliest" ->
                throw new IllegalArgumentException(
                        "is where the topic begins, so nothing would be read; end later, latest for example");
            default ->
                PartitionOffsets.isMeant(text)
                        ? new StopPosition.AtOffsets(PartitionOffsets.parse(text))
                        : new StopPosition.At(ValueType.readInstant(text, "latest, " + PartitionOffsets.FORM + ", "));
        };
    }

    private static <T> T read(String option, String text, Function<String, T> read) {
        try {
            return read.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(option + " " + text + ": " + wrong.getMessage(), wrong);
        }
    }
}
