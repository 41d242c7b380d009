package dev.plumbline.local.demo;

import dev.plumbline.job.time.Durations;
import dev.plumbline.local.terminal.TextTable;
import dev.plumbline.local.terminal.TextTable.Align;
import dev.plumbline.serde.report.LabelCoverage;
import dev.plumbline.serde.report.WindowReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the labels of a model come in: a line for each of its newest windows, a column for each age at which they were reported, and in
 * it the coverage by then. Of one model and one window specification. Not thread-safe.
 */
final class CohortTable {
    /** How many windows are kept. */
    static final int KEPT = 20;

    private final NavigableMap<Long, Cohort> cohorts = new TreeMap<>();
    private String model = "";

    /** What was reported of one window. */
    private static final class Cohort {
        private final SortedMap<Long, String> coverageByAge = new TreeMap<>();
        private boolean isFinal;
        private String state = "";
    }

    /** Takes a report in; those of slices, and of windows that are no cohorts, are passed over. */
    void add(WindowReport report, int revision) {
        LabelCoverage.Cohort told = LabelText.cohort(report);
        if (told == null || !report.slice().isEmpty()) {
            return;
        }
        model = report.model();
        Cohort cohort = cohorts.computeIfAbsent(report.end(), end -> new Cohort());
        cohort.coverageByAge.put(told.awaited(), LabelText.percent(report));
        cohort.isFinal = report.isFinal();
        cohort.state = LiveTable.state(report, revision);
        if (cohorts.size() > KEPT) {
            cohorts.pollFirstEntry();
        }
    }

    /** How many windows there are to show: the newest that is final, and all after it. */
    int size() {
        return shown().size();
    }

    /** A title line and these windows, but no more than {@code limit}, the oldest first; nothing if there are none. */
    List<String> lines(int width, int limit) {
        SortedMap<Long, Cohort> shown = shown();
        SortedSet<Long> ages = new TreeSet<>();
        shown.values().forEach(cohort -> ages.addAll(cohort.coverageByAge.keySet()));
        if (ages.isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable().column("labels of " + model, Align.LEFT);
        for (long age : ages) {
            table.column((age == ages.first() ? "after " : "") + Durations.print(age), Align.RIGHT);
        }
        table.column("state", Align.LEFT, 1);
        shown.entrySet().stream().limit(limit).forEach(entry -> {
            Cohort cohort = entry.getValue();
            List<String> cells = new ArrayList<>(List.of("window to " + LiveTable.clock(entry.getKey())));
            ages.forEach(age -> cells.add(cohort.coverageByAge.getOrDefault(age, "")));
            cells.add(cohort.state);
            table.row(cells.toArray(String[]::new));
        });
        return table.lines(width);
    }

    private SortedMap<Long, Cohort> shown() {
        for (Map.Entry<Long, Cohort> newestFirst : cohorts.descendingMap().entrySet()) {
            if (newestFirst.getValue().isFinal) {
                return cohorts.tailMap(newestFirst.getKey());
            }
        }
        return cohorts;
    }
}
