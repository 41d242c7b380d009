package dev.plumbline.job.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects everything that is wrong with a configuration, so that it is told at once. */
final class Problems {
    private static final int LONGEST_VALUE = 80;

    private record Problem(Origin origin, String text) {}

    private final List<Problem> problems = new ArrayList<>();

    /** A problem of the option as such: unknown, missing, contradictory. */
    void add(Origin origin, String path, String reason) {
        problems.add(new Problem(origin, origin.prefix(path) + ": " + reason));
    }

    /** A problem of the value that was written; {@code reason} must not repeat the value. */
    void addValue(Scalar scalar, String path, String reason) {
        add(scalar.origin(), path, shorten(scalar.shownAt(path)) + ": " + reason);
    }

    boolean any() {
        return !problems.isEmpty();
    }

    /** @throws ConfigException if there was any problem */
    void throwIfAny() {
        if (any()) {
            throw toException();
        }
    }

    /** All problems, those of the file first, in its order. */
    ConfigException toException() {
        return new ConfigException(problems.stream()
                .sorted(Comparator.comparing(
                                (Problem problem) -> problem.origin().isOverride())
                        .thenComparingInt(problem -> problem.origin().line()))
                .map(Problem::text)
                .distinct()
                .toList());
    }

    private static String shorten(String value) {
        String oneLine = value.replaceAll("\\p{Cntrl}+", " ");
        if (oneLine.isBlank()) {
            return "\"" + oneLine + "\"";
        }
        return oneLine.length() <= LONGEST_VALUE ? oneLine : oneLine.substring(0, LONGEST_VALUE) + "...";
    }
}
