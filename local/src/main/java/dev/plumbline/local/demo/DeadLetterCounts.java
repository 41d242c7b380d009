package dev.plumbline.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The dead letters of a job by reason. Not thread-safe. */
final class DeadLetterCounts {
    private static final int INDENT = 12;

    private final Map<String, Long> counts = new TreeMap<>();

    /** Counts a dead letter. */
    void add(String reason) {
        counts.merge(reason, 1L, Long::sum);
    }

    /** How many there are, and why, in lines of at most {@code width} characters where words allow it. */
    List<String> lines(int width) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        if (total == 0) {
            return List.of("dead letters: none");
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder("dead letters: " + LiveTable.count(total) + " =");
        String plus = " ";
        for (Map.Entry<String, Long> reason : mostFrequentFirst()) {
            String next = plus + LiveTable.count(reason.getValue()) + " " + reason.getKey();
            if (line.length() + next.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(" ".repeat(INDENT));
            }
            line.append(next);
            plus = " + ";
        }
        lines.add(line.toString());
        return lines;
    }

    private List<Map.Entry<String, Long>> mostFrequentFirst() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }
}
