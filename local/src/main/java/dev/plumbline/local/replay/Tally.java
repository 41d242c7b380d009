package dev.plumbline.local.replay;

import dev.plumbline.serde.report.FormatException;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.LedgerDecoder;
import dev.plumbline.serde.report.LedgerEncoder;
import dev.plumbline.serde.report.Partial;
import dev.plumbline.serde.report.WindowReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * What a replay has published: windows by whether they are whole, the newest balance of each account, and for everyone the {@link
 * NewestReport} of each model and version. In text, a line for each kind of window, balance and report; {@code whole 12}, {@code start
 * 1}, {@code end 1}, {@code both 0}, then ledger balances as they are published, then reports. Not thread-safe.
 */
final class Tally {
    static final String WHOLE = "whole";

    /** Of how many models and versions it keeps a report, the first ones by name: it is a part of every checkpoint. */
    static final int MOST_MODELS = 1_000;

    private final TreeMap<String, Long> windows = new TreeMap<>();
    private final TreeMap<String, LedgerBalance> balances = new TreeMap<>();
    private final TreeMap<String, NewestReport> newest = new TreeMap<>();

    /** How a final report is handed on: by what is missing of it, and with its numbers if it is one of everyone. */
    static List<String> lines(WindowReport report) {
        Partial partial = report.partial();
        String counted = (partial == null ? WHOLE : partial.id()) + " 1";
        return report.slice().isEmpty()
                ? List.of(counted, NewestReport.of(report).line())
                : List.of(counted);
    }

    /** How a balance is handed on. */
    static String line(LedgerBalance balance) {
        return new String(new LedgerEncoder().value(balance), StandardCharsets.UTF_8);
    }

    /** Adds windows, or replaces a balance or a report by a newer one. */
    void add(String line) {
        if (line.startsWith(NewestReport.MARK)) {
            NewestReport report = NewestReport.parse(line);
            newest.merge(report.series(), report, NewestReport::or);
            if (newest.size() > MOST_MODELS + 1) {
                newest.pollLastEntry();
            }
        } else if (line.startsWith("{")) {
            LedgerBalance balance = balance(line);
            balances.put(
                    balance.account().scope().code() + " " + balance.account().model(), balance);
        } else {
            int space = line.indexOf(' ');
            windows.merge(line.substring(0, space), Long.parseLong(line.substring(space + 1)), Long::sum);
        }
    }

    private static LedgerBalance balance(String line) {
        try {
            return new LedgerDecoder().decode(line.getBytes(StandardCharsets.UTF_8));
        } catch (FormatException e) {
            throw new IllegalStateException("the tally holds what is no balance", e);
        }
    }

    /** The text form, a line for each entry. */
    String toText() {
        StringBuilder text = new StringBuilder();
        windows.forEach(
                (kind, count) -> text.append(kind).append(' ').append(count).append('\n'));
        balances.values().forEach(balance -> text.append(line(balance)).append('\n'));
        newest.values().forEach(report -> text.append(report.line()).append('\n'));
        return text.toString();
    }

    /** Reads the text form. */
    static Tally parse(String text) {
        Tally tally = new Tally();
        text.lines().forEach(tally::add);
        return tally;
    }

    /** How many windows are whole. */
    long whole() {
        return windows.getOrDefault(WHOLE, 0L);
    }

    /** How many windows miss this end. */
    long partial(Partial partial) {
        return windows.getOrDefault(partial.id(), 0L);
    }

    /** The newest balance of each account: models by name, then the others. */
    List<LedgerBalance> balances() {
        List<LedgerBalance> sorted = new ArrayList<>(balances.values());
        sorted.sort(Comparator.comparing(
                        (LedgerBalance balance) -> balance.account().scope())
                .thenComparing(balance -> balance.account().model()));
        return sorted;
    }

    /** A report of each model and version, the first {@link #MOST_MODELS} of them by name. */
    List<WindowReport> reports() {
        return newest.values().stream()
                .limit(MOST_MODELS)
                .map(NewestReport::report)
                .toList();
    }

    /** Whether there are models and versions beside those of {@link #reports()}. */
    boolean hasMoreModels() {
        return newest.size() > MOST_MODELS;
    }
}
