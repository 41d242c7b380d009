package dev.plumbline.job.config;

import java.time.Instant;

/** The text form of start and stop positions: a word, or a time. */
final class Positions {
    private Positions() {}

    static ValueType<StartPosition> start() {
        return new ValueType<>(
                "earliest | latest | committed | instant | offsets",
                text -> switch (text) {
                    case "earliest" -> new StartPosition.Earliest();
                    case "latest" -> new StartPosition.Latest();
                    case "committed" -> new StartPosition.Committed();
                    default ->
                        PartitionOffsets.isMeant(text)
                                ? new StartPosition.AtOffsets(PartitionOffsets.parse(text))
                                : new StartPosition.At(instant(text, "earliest, latest, committed, "));
                },
                position -> {
                    if (position instanceof StartPosition.At at) {
                        return ValueType.printInstant(at.time());
                    }
                    if (position instanceof StartPosition.AtOffsets at) {
                        return at.offsets().toString();
                    }
                    if (position instanceof StartPosition.Latest) {
                        return "latest";
                    }
                    return position instanceof StartPosition.Committed ? "committed" : "earliest";
                });
    }

    static ValueType<StopPosition> stop() {
        return new ValueType<>(
                "never | latest | instant | offsets",
                text -> switch (text) {
                    case "never" -> new StopPosition.Never();
                    case "latest" -> new StopPosition.Latest();
                    default ->
                        PartitionOffsets.isMeant(text)
                                ? new StopPosition.AtOffsets(PartitionOffsets.parse(text))
                                : new StopPosition.At(instant(text, "never, latest, "));
                },
                position -> {
                    if (position instanceof StopPosition.At at) {
                        return ValueType.printInstant(at.time());
                    }
                    if (position instanceof StopPosition.AtOffsets at) {
                        return at.offsets().toString();
                    }
                    return position instanceof StopPosition.Latest ? "latest" : "never";
                });
    }

    private static Instant instant(String text, String words) {
        return ValueType.readInstant(text, words + "offsets such as 0=100,1=250, ");
    }
}
