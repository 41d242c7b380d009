package dev.plumbline.local.replay;

import dev.plumbline.local.terminal.Terminal;
import dev.plumbline.local.terminal.TextTable;
import dev.plumbline.local.terminal.TextTable.Align;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.decode.Excerpt;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.Partial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

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
        lines.add("records read     " + Pace.number(sum(balances, LedgerBalance::in)));
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

    private static String deadLetters(List<LedgerBalance> balances) {
        Map<ReasonCode, Long> reasons = new EnumMap<>(ReasonCode.class);
        balances.forEach(balance -> balance.notCounted().forEach((reason, n) -> reasons.merge(reason, n, Long::sum)));
        long all = reasons.values().stream().mapToLong(Long::longValue).sum();
        return Pace.number(all)
                + (all == 0
                        ? ""
                        : reasons.entrySet().stream()
                                .map(entry -> entry.getKey().code() + ": " + Pace.number(entry.getValue()))
                                .collect(Collectors.joining(", ", " (", ")")));
    }

    private static List<String> ledger(List<LedgerBalance> balances) {
        TextTable table = new TextTable()
                .column("model", Align.LEFT)
                .column("in", Align.RIGHT)
                .column("counted", Align.RIGHT)
                .column("pending", Align.RIGHT)
                .column("late", Align.RIGHT)
                .column("duplicate", Align.RIGHT)
                .column("dead-lettered", Align.RIGHT)
                .column("residual", Align.RIGHT);
        for (LedgerBalance balance : balances) {
            String model = balance.account().model();
            row(
                    table,
                    model.isEmpty() ? "(" + balance.account().scope().code() + ")" : Excerpt.printable(model),
                    List.of(balance));
        }
        row(table, "total", balances);
        return table.lines();
    }

    private static void row(TextTable table, String name, List<LedgerBalance> balances) {
        table.row(
                name,
                Pace.number(sum(balances, LedgerBalance::in)),
                Pace.number(sum(balances, LedgerBalance::counted)),
                Pace.number(sum(balances, LedgerBalance::pending)),
                Pace.number(sum(balances, LedgerBalance::late)),
                Pace.number(sum(balances, LedgerBalance::duplicate)),
                Pace.number(sum(balances, LedgerBalance::deadLettered)),
                Pace.number(sum(balances, LedgerBalance::residual)));
    }

    private static long sum(List<LedgerBalance> balances, ToLongFunction<LedgerBalance> column) {
        return balances.stream().mapToLong(column).sum();
    }
}
