package dev.plumbline.local.eval;

import dev.plumbline.local.eval.Evaluation.Rejected;
import dev.plumbline.serde.Rejection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts records that are not used by their reason, and remembers the first of each. Not thread-safe. */
final class Rejections {
    private final Map<String, Rejected> byReason = new LinkedHashMap<>();

    /** Adds a record that stood on the given line of a file. Of one file, the first is the one with the smallest line. */
    void add(Rejection rejection, String file, long line) {
        byReason.merge(
                rejection.reason().code() + " " + rejection.field(),
                new Rejected(1, file, line, rejection),
                Rejections::merge);
    }

    private static Rejected merge(Rejected earlier, Rejected now) {
        boolean isBefore = now.file().equals(earlier.file()) && now.firstLine() < earlier.firstLine();
        Rejected first = isBefore ? now : earlier;
        return new Rejected(earlier.records() + now.records(), first.file(), first.firstLine(), first.first());
    }

    /** The most frequent reason first. */
    List<Rejected> inOrder() {
        List<Rejected> reasons = new ArrayList<>(byReason.values());
        reasons.sort(Comparator.comparingLong(Rejected::records)
                .reversed()
                .thenComparing(Comparator.comparingLong(Rejected::firstLine)));
        return reasons;
    }

    /** How many records there are of all reasons. */
    static long records(List<Rejected> rejected) {
        return rejected.stream().mapToLong(Rejected::records).sum();
    }
}
