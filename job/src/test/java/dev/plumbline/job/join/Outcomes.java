package dev.plumbline.job.join;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was decided about each key, as lines that people and tests can compare. */
final class Outcomes {
    private static final HexFormat HEX = HexFormat.of();

    private final Map<String, List<String>> lines = new TreeMap<>();

    private long shared;

    /** How often a label was for one more prediction. */
    long shared() {
        return shared;
    }

    /** How often something was told of a label. */
    long toldOfLabels() {
        return counts().entrySet().stream()
                .filter(count -> count.getKey().startsWith("LABEL_")
                        || count.getKey().equals("labelled")
                        || count.getKey().equals("duplicate_label"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    void add(String key, String line) {
        lines.computeIfAbsent(key, none -> new ArrayList<>(2)).add(line);
    }

    /** The lines of each key in an order of their own: in which order things are told is not what is promised. */
    Map<String, List<String>> sorted() {
        lines.values().forEach(Collections::sort);
        return lines;
    }

    /** How many lines there are of each kind, which is their first word. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        lines.values()
                .forEach(all ->
                        all.forEach(line -> counts.merge(line.substring(0, line.indexOf(' ')), 1, Integer::sum)));
        return counts;
    }

    /** Writes down what the rules tell of one key. */
    JoinOutput of(String key) {
        return new JoinOutput() {
            @Override
            public void predicted(byte[] lane, long time, byte[] facts) {
                add(key, line("predicted", lane, time, facts));
            }

            @Override
            public void labelled(byte[] lane, long time, byte[] facts, long labelTime, byte[] label) {
                add(key, line("labelled", lane, time, facts) + " by " + HEX.formatHex(label) + " at " + labelTime);
            }

            @Override
            public void negative(byte[] lane, long time, byte[] facts) {
                add(key, line("negative", lane, time, facts));
            }

            @Override
            public void unlabelled(byte[] lane, long time, byte[] facts) {
                add(key, line("unlabelled", lane, time, facts));
            }

            @Override
            public void conflicted(byte[] lane, long time, byte[] facts) {
                add(key, line("conflicted", lane, time, facts));
            }

            @Override
            public void duplicateLabel(long time) {
                add(key, "duplicate_label at " + time);
            }

            @Override
            public void shared(long time) {
                shared++;
            }

            @Override
            public void lost(JoinLoss reason, byte[] lane, long time, byte[] raw) {
                add(key, reason + " at " + time + " raw " + HEX.formatHex(raw));
            }
        };
    }

    static String line(String kind, byte[] lane, long time, byte[] facts) {
        return kind + " of " + HEX.formatHex(lane) + " at " + time + " with " + HEX.formatHex(facts);
    }
}
