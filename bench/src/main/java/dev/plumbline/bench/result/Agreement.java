package dev.plumbline.bench.result;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether contenders that read the same topic found the same: the same windows, in each the same number of records and the
 * same weight, and sums that differ by no more than their arithmetic explains.
 */
public final class Agreement {
    /**
     * For contenders that compute in double. A plain sum of n positive terms is off by at most n 2^-53 of itself, so by 1e-9 for
     * 9 million terms in one window; the logarithms differ by 2^-52 of a term at most.
     */
    public static final double FLOAT64 = 1e-9;

    /**
     * For one that computes in float32. Predictions lie between 0.001 and 0.999; rounding one moves it by at most 2^-25, which is
     * 3e-5 of the smallest loss, -ln 0.999.
     */
    public static final double FLOAT32 = 1e-4;

    private Agreement() {}

    /** Whether there are windows that both computed. */
    public static boolean isPossible(Found found, Found other) {
        return found.specs().stream().anyMatch(other.specs()::contains);
    }

    /**
     * Compares two contenders on the windows that both computed.
     *
     * @param tolerance how far two sums may lie apart, relative to the larger
     * @throws DisagreementException with a sentence that names the row
     * @throws IllegalArgumentException if there are none
     */
    public static void check(String name, Found found, String otherName, Found other, double tolerance) {
        Set<String> shared = new HashSet<>(found.specs());
        shared.retainAll(other.specs());
        if (shared.isEmpty()) {
            throw new IllegalArgumentException(name + " and " + otherName + " have no windows in common");
        }
        Map<WindowKey, Sums> mine = only(shared, found);
        Map<WindowKey, Sums> theirs = only(shared, other);
        mine.forEach((key, sums) -> compare(key, name, sums, otherName, theirs.get(key), tolerance));
        theirs.forEach((key, sums) -> compare(key, otherName, sums, name, mine.get(key), tolerance));
    }

    /**
     * Checks that every record of the topic is in a window of each tumbling specification, or a dead letter.
     *
     * @throws DisagreementException with a sentence that says how many are missing, or too many
     */
    public static void checkTotal(String name, Found found, long records) {
        for (String spec : found.specs()) {
            if (spec.startsWith("tumbling")) {
                long counted = only(Set.of(spec), found).values().stream()
                        .mapToLong(Sums::records)
                        .sum();
                if (counted + found.deadLetters() != records) {
                    throw new DisagreementException(
                            "%s counted %d records in its windows %s and set %d aside, and the topic holds %d"
                                    .formatted(name, counted, spec, found.deadLetters(), records));
                }
            }
        }
        if (found.rows().isEmpty()) {
            throw new DisagreementException(name + " delivered no result");
        }
    }

    private static Map<WindowKey, Sums> only(Set<String> specs, Found found) {
        return found.rows().entrySet().stream()
                .filter(row -> specs.contains(row.getKey().spec()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void compare(
            WindowKey key, String name, Sums mine, String otherName, @Nullable Sums theirs, double tolerance) {
        if (theirs == null) {
            throw new DisagreementException("%s has a row that %s has not: %s".formatted(name, otherName, key));
        }
        boolean equal = mine.records() == theirs.records()
                && mine.weightCount() == theirs.weightCount()
                && close(mine.weightedSum(), theirs.weightedSum(), tolerance);
        if (!equal) {
            throw new DisagreementException(
                    "in %s %s has %s, and %s has %s".formatted(key, name, mine, otherName, theirs));
        }
    }

    private static boolean close(double a, double b, double tolerance) {
        return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
    }
}
