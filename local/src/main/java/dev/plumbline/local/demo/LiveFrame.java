package dev.plumbline.local.demo;

import dev.plumbline.local.terminal.Terminal;
import dev.plumbline.local.terminal.TextTable;
import dev.plumbline.serde.report.WindowReport;
import java.util.ArrayList;
import java.util.List;

/** What the live demonstration has read of the results, made to fit a screen. Not thread-safe. */
final class LiveFrame {
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final boolean color;
    private final LiveTable table = new LiveTable();
    private final CohortTable cohorts = new CohortTable();
    private final DeadLetterCounts deadLetters = new DeadLetterCounts();

    /** An empty frame, whose titles of columns may be bold if there is {@code color}. */
    LiveFrame(boolean color) {
        this.color = color;
    }

    /** Takes a report in. */
    void add(WindowReport report, int revision) {
        table.add(report, revision);
        cohorts.add(report, revision);
    }

    /** Counts a dead letter. */
    void addDeadLetter(String reason) {
        deadLetters.add(reason);
    }

    /** How many dead letters there are, and why. */
    List<String> deadLetterLines(int width) {
        return deadLetters.lines(width);
    }

    /**
     * The results, and hints below them. Where the screen is too low for all, only the most frequent dead letters are told, then fewer cohorts,
     * but one; what is still too much stands at the end.
     */
    List<String> lines(Terminal.Size size, String title, List<String> hints) {
        int width = size.columns();
        int room = size.rows() - hints.size() - 1;
        List<String> results = lines(width, title);
        if (results.size() > room) {
            results = results(width, title, true, cohorts.size());
        }
        if (results.size() > room) {
            results = results(width, title, true, Math.max(1, cohorts.size() - (results.size() - room)));
        }
        List<String> lines = new ArrayList<>(results);
        lines.add("");
        hints.forEach(hint -> lines.add(TextTable.fit(hint, width)));
        return lines;
    }

    /** The results alone. */
    List<String> lines(int width, String title) {
        return results(width, title, false, cohorts.size());
    }

    private List<String> results(int width, String title, boolean brief, int windows) {
        List<String> lines = new ArrayList<>();
        lines.add(TextTable.fit(title, width));
        lines.add("");
        if (table.isEmpty()) {
            lines.add(
                    TextTable.fit("The jobs are starting; the first windows come with their first checkpoint.", width));
        } else {
            addTable(lines, table.lines(width, Long.MAX_VALUE));
        }
        lines.add("");
        List<String> ripening = cohorts.lines(width, windows);
        if (!ripening.isEmpty()) {
            addTable(lines, ripening);
            lines.add("");
        }
        deadLetters.lines(brief ? Integer.MAX_VALUE : width).forEach(line -> lines.add(TextTable.fit(line, width)));
        return lines;
    }

    private void addTable(List<String> lines, List<String> table) {
        String titles = table.get(0);
        lines.add(color ? BOLD + titles + PLAIN : titles);
        lines.addAll(table.subList(1, table.size()));
    }
}
