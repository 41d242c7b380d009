package dev.plumbline.local.demo;

import dev.plumbline.local.terminal.TextTable;
import dev.plumbline.local.terminal.TextTable.Align;
import dev.plumbline.serde.report.WindowReport;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The newest result of each model and window specification, with the course of the ones before it, and the dead letters
 * by reason. Shows only what the published records carry. Not thread-safe.
 */
final class LiveTable {
    /** How many windows of a row are kept, for the course. */
    static final int COURSE = 30;

    private static final int SHORT_COURSE = 12;
    private static final int WIDE = 116;
    private static final int INDENT = 12;

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String PLAIN_ROW = "%-8s  %-14s  %-7s  %-14s  %8s  %13s  %s";

    private final Map<Row, NavigableMap<Long, Shown>> rows = new TreeMap<>();
    private final Map<String, Long> deadLetters = new TreeMap<>();

    private record Row(String model, String version, long size, String window) implements Comparable<Row> {
        private static final Comparator<Row> ORDER = Comparator.comparing(Row::model)
                .thenComparing(Row::version)
                .thenComparing(Row::size)
                .thenComparing(Row::window);

        @Override
        public int compareTo(Row other) {
            return ORDER.compare(this, other);
        }
    }

    private record Shown(WindowReport report, int revision) {}

    /** Takes a report in; a later one of the same window replaces it. */
    void add(WindowReport report, int revision) {
        Row row = new Row(report.model(), report.version(), report.end() - report.start(), report.window());
        NavigableMap<Long, Shown> windows = rows.computeIfAbsent(row, key -> new TreeMap<>());
        windows.put(report.end(), new Shown(report, revision));
        if (windows.size() > COURSE) {
            windows.pollFirstEntry();
        }
    }

    /** Counts a dead letter. */
    void addDeadLetter(String reason) {
        deadLetters.merge(reason, 1L, Long::sum);
    }

    /** Whether there is anything to show in the table. */
    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The table with its title line, of the newest windows that end at {@code until} (epoch ms) or before. */
    List<String> lines(int width, long until) {
        TextTable table = new TextTable()
                .column("model", Align.LEFT)
                .column("version", Align.LEFT, 1)
                .column("window", Align.LEFT)
                .column("ends (UTC)", Align.LEFT, 6)
                .column("records", Align.RIGHT, 5)
                .column("weight", Align.RIGHT, 2)
                .column("cross-entropy", Align.RIGHT)
                .column("state", Align.LEFT, 3)
                .column("course", Align.LEFT, 4);
        int courseLength = width < WIDE ? SHORT_COURSE : COURSE;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (NavigableMap<Long, Shown> windows : rows.values()) {
            for (Shown shown : windows.headMap(until, true).values()) {
                double loss = shown.report.result().result();
                if (!Double.isNaN(loss)) {
                    min = Math.min(min, loss);
                    max = Math.max(max, loss);
                }
            }
        }
        for (Map.Entry<Row, NavigableMap<Long, Shown>> entry : rows.entrySet()) {
            NavigableMap<Long, Shown> windows = entry.getValue().headMap(until, true);
            if (windows.isEmpty()) {
                continue;
            }
            Shown newest = windows.lastEntry().getValue();
            WindowReport report = newest.report;
            List<Double> course = new ArrayList<>();
            windows.values().forEach(shown -> course.add(shown.report.result().result()));
            table.row(
                    report.model(),
                    report.version(),
                    report.window(),
                    clock(report.end()),
                    count(report.records()),
                    weight(report.result().weightCount()),
                    loss(report.result().result()),
                    state(newest),
                    Sparkline.of(course.subList(Math.max(0, course.size() - courseLength), course.size()), min, max));
        }
        return table.lines(width);
    }

    /** How many dead letters there are, and why, in lines of at most {@code width} characters where words allow it. */
    List<String> deadLetterLines(int width) {
        long total = deadLetters.values().stream().mapToLong(Long::longValue).sum();
        if (total == 0) {
            return List.of("dead letters: none");
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder("dead letters: " + count(total) + " =");
        String plus = " ";
        for (Map.Entry<String, Long> reason : mostFrequentFirst(deadLetters)) {
            String next = plus + count(reason.getValue()) + " " + reason.getKey();
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

    private static List<Map.Entry<String, Long>> mostFrequentFirst(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    /** The title of {@link #plainRow}. */
    static String plainTitle() {
        return PLAIN_ROW.formatted("ends", "model", "version", "window", "records", "cross-entropy", "state");
    }

    /** A report as a line of its own, where lines cannot be redrawn. */
    static String plainRow(WindowReport report, int revision) {
        return PLAIN_ROW.formatted(
                clock(report.end()),
                report.model(),
                report.version(),
                report.window(),
                count(report.records()),
                loss(report.result().result()),
                state(new Shown(report, revision)));
    }

    private static String state(Shown shown) {
        return (shown.report.isFinal() ? "final" : "open") + (shown.revision > 0 ? ", rev " + shown.revision : "");
    }

    /** Time of day in UTC. */
    static String clock(long epochMillis) {
        return CLOCK.format(Instant.ofEpochMilli(epochMillis));
    }

    /** A count with a comma between thousands. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String weight(double weight) {
        return weight == Math.rint(weight) ? count((long) weight) : String.format(Locale.ROOT, "%,.2f", weight);
    }

    private static String loss(double loss) {
        return String.format(Locale.ROOT, "%.5f", loss);
    }
}
