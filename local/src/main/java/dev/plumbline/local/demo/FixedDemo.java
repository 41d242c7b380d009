package dev.plumbline.local.demo;

import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import dev.plumbline.local.engine.Interruption;
import dev.plumbline.local.engine.RunningJob;
import dev.plumbline.local.terminal.Terminal;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.WindowReport;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;

/** {@code demo --once}: fixed traffic through a bounded job, and a summary in which every record is accounted for. */
final class FixedDemo {
    private final DemoOptions options;
    private final Terminal terminal;
    private final DemoStage stage;
    private final Interruption interruption;
    private final PrintWriter out;
    private final LiveTable table = new LiveTable();
    private final ResultsTally tally = new ResultsTally("tumbling 10s");

    FixedDemo(DemoOptions options, Terminal terminal, DemoStage stage, Interruption interruption, PrintWriter out) {
        this.options = options;
        this.terminal = terminal;
        this.stage = stage;
        this.interruption = interruption;
        this.out = out;
    }

    void run() {
        long sent = send();
        RunningJob job = stage.startJob(true);
        interruption.then(job::cancel);
        job.await();
        if (interruption.requested()) {
            return;
        }
        try (ResultsReader results = new ResultsReader(stage.bootstrapServers())) {
            results.readToEnd(new Both());
        }
        int width = terminal.interactive() ? terminal.size().columns() : Integer.MAX_VALUE;
        long end = DemoPlan.FIXED_END.toEpochMilli();
        table.lines(width, end).forEach(out::println);
        if (terminal.interactive()) {
            table.diagramLines(width, end).forEach(out::println);
        }
        summarize(sent);
    }

    private long send() {
        DemoTraffic traffic = DemoPlan.fixedTraffic(options.seed(), options.records());
        try (TrafficProducer producer = new TrafficProducer(stage.bootstrapServers())) {
            for (long i = 0; i < options.records() && !interruption.requested(); i++) {
                producer.send(traffic.next());
            }
            producer.flush();
            return producer.acknowledged();
        }
    }

    private void summarize(long sent) {
        Map<String, Long> others = new TreeMap<>(tally.deadLetters());
        long late = take(others, "late") + take(others, "late_after_idle");
        long rejected = tally.rejected() - late;
        out.println();
        out.println("records in    " + number(sent));
        out.println("  counted     " + number(tally.counted()));
        out.println("  late        " + number(late));
        out.println("  rejected    " + number(rejected));
        others.forEach((reason, count) -> out.println("    " + number(count) + "  " + reason));
        out.println("ledger        " + number(tally.ofLedger(LedgerBalance::in)) + " in, residual "
                + tally.ofLedger(LedgerBalance::residual));
        out.println("windows       " + number(tally.windows()));
        out.println("fingerprint   " + tally.fingerprint() + "  (equal for equal --seed and --records)");
        if (sent != tally.counted() + tally.rejected()) {
            throw new UserError(
                    ExitCode.FAILED,
                    "the records do not add up: %d were sent, %d counted, %d late or rejected; please report it"
                            .formatted(sent, tally.counted(), tally.rejected()));
        }
        if (tally.ofLedger(LedgerBalance::in) != sent
                || tally.ofLedger(LedgerBalance::counted) != tally.counted()
                || tally.ofLedger(LedgerBalance::residual) != 0) {
            throw new UserError(
                    ExitCode.FAILED,
                    "the job's ledger says %d in, %d counted, residual %d; please report it"
                            .formatted(
                                    tally.ofLedger(LedgerBalance::in),
                                    tally.ofLedger(LedgerBalance::counted),
                                    tally.ofLedger(LedgerBalance::residual)));
        }
    }

    private static long take(Map<String, Long> counts, String reason) {
        Long count = counts.remove(reason);
        return count == null ? 0 : count;
    }

    private static String number(long number) {
        return "%12s".formatted(LiveTable.count(number));
    }

    private final class Both implements ResultsReader.Results {
        @Override
        public void report(WindowReport report, int revision, byte[] key, byte[] value) {
            table.add(report, revision);
            tally.report(report, revision, key, value);
        }

        @Override
        public void deadLetter(String reason) {
            table.addDeadLetter(reason);
            tally.deadLetter(reason);
        }

        @Override
        public void balance(LedgerBalance balance) {
            tally.balance(balance);
        }
    }
}
