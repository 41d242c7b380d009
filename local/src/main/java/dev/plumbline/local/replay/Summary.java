package dev.plumbline.local.replay;

import dev.plumbline.local.terminal.Terminal;
import dev.plumbline.local.terminal.TextTable;
import dev.plumbline.local.terminal.TextTable.Align;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.decode.Excerpt;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.Partial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a replay tells at its end. */
final class Summary {
    private Summary() {}

    /**
     * The lines.
     *
     * @param tally what was published, over all runs
     * @param read how many records this run has read
     * @param elapsed how long this run took
     * @param resumed whether there were runs before
     * @param terminal what they are printed to: on a screen the tables fit it, and a diagram is drawn
     */
    static List<String> lines(Tally tally, long read, Duration elapsed, boolean resumed, Terminal terminal) {
        List<LedgerBalance> balances = tally.balances();
        List<String> lines = new ArrayList<>();
        lines.add("records read     " + Pace.number(sum(balances, LedgerBalance::in)) + ofThemLabels(balances));
        lines.add("whole windows    " + Pace.number(tally.whole()));
        long start = tally.partial(Partial.START);
        long end = tally.partial(Partial.END);
        long both = tally.partial(Partial.BOTH);
        lines.add("partial windows  " + Pace.number(start + end + both)
                + (start + end + both == 0
                        ? ""
                        : " (start missing: " + Pace.number(start) + ", end missing: " + Pace.number(end) + ", both: "
                                + Pace.number(both) + ")"));
        lines.add("dead letters     " + deadLetters(balances));
        lines.add("duration         " + Pace.duration(elapsed) + ", "
                + Pace.number(Math.round(new Pace(read, -1, read, elapsed).rate())) + " records/s"
                + (resumed ? ", since it was resumed" : ""));
        lines.add("");
        lines.addAll(ledger(balances));
        int width = terminal.interactive() ? terminal.size().columns() : Integer.MAX_VALUE;
        lines.addAll(ModelTable.lines(tally.reports(), tally.hasMoreModels(), width, terminal.interactive()));
        long unbalanced =
                balances.stream().filter(balance -> balance.residual() != 0).count();
        if (unbalanced > 0) {
            lines.add("");
            lines.add(
                    "THE LEDGER DOES NOT ADD UP: see the column residual. Records were lost or counted twice, which is a"
                            + " defect. Do not trust these results; please report it.");
        }
        return lines;
    }

    /** Whether every account adds up. */
    static boolean addsUp(Tally tally) {
        return tally.balances().stream().allMatch(balance -> balance.residual() == 0);
    }

    private static String ofThemLabels(List<LedgerBalance> balances) {
        return balances.stream()
                .filter(balance -> balance.account().equals(LedgerAccount.LABELS))
                .map(balance -> ", " + Pace.number(balance.in()) + " of them labels")
                .collect(Collectors.joining());
    }

    private static String deadLetters(List<LedgerBalance> balances) {
        Map<ReasonCode, Long> reasons = new EnumMap<>(ReasonCode.class);
        balances.forEach(balance -> balance.notCounted().forEach((reason, n) -> {
            if (reason.hasDeadLetter()) {
                reasons.merge(reason, n, Long::sum);
            }
        }));
        long all = reasons.values().stream().mapToLong(Long::longValue).sum();
        return Pace.number(all)
                + (all == 0
                        ? ""
                        : reasons.entrySet().stream()
                                .map(entry -> entry.getKey().code() + ": " + Pace.number(entry.getValue()))
                                .collect(Collectors.joining(", ", " (", ")")));
    }

    /** The names of the table's columns, and what each sums; one that is 0 wherever labels come with their predictions is left out. */
    private static Map<String, ToLongFunction<LedgerBalance>> columns(List<LedgerBalance> balances) {
        Map<String, ToLongFunction<LedgerBalance>> columns = new LinkedHashMap<>();
        columns.put("in", LedgerBalance::in);
        columns.put("counted", LedgerBalance::counted);
        columns.put("pending", LedgerBalance::pending);
        columns.put("late", LedgerBalance::late);
        columns.put("duplicate", LedgerBalance::duplicate);
        if (sum(balances, LedgerBalance::unlabelled) > 0) {
            columns.put("unlabelled", LedgerBalance::unlabelled);
        }
        columns.put("dead-lettered", LedgerBalance::deadLettered);
        columns.put("residual", LedgerBalance::residual);
        return columns;
    }

    private static List<String> ledger(List<LedgerBalance> balances) {
        Map<String, ToLongFunction<LedgerBalance>> columns = columns(balances);
        TextTable table = new TextTable().column("model", Align.LEFT);
        columns.keySet().forEach(name -> table.column(name, Align.RIGHT));
        for (LedgerBalance balance : balances) {
            String model = balance.account().model();
            row(
                    table,
                    columns.values(),
                    model.isEmpty() ? "(" + balance.account().scope().code() + ")" : Excerpt.printable(model),
                    List.of(balance));
        }
        row(table, columns.values(), "total", balances);
        return table.lines();
    }

    private static void row(
            TextTable table,
            Collection<ToLongFunction<LedgerBalance>> columns,
            String name,
            List<LedgerBalance> balances) {
        table.row(Stream.concat(Stream.of(name), columns.stream().map(column -> Pace.number(sum(balances, column))))
                .toArray(String[]::new));
    }

    private static long sum(List<LedgerBalance> balances, ToLongFunction<LedgerBalance> column) {
        return balances.stream().mapToLong(column).sum();
    }
}
