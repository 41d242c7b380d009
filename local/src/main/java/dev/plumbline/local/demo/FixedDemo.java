package dev.plumbline.local.demo;

import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import dev.plumbline.local.engine.Interruption;
import dev.plumbline.local.terminal.Terminal;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.WindowReport;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;

/** {@code demo --once}: fixed traffic through bounded jobs, and a summary in which every record is accounted for. */
final class FixedDemo {
    private final DemoOptions options;
    private final Terminal terminal;
    private final DemoStage stage;
    private final Interruption interruption;
    private final PrintWriter out;
    private final LiveTable table = new LiveTable();
    private final ResultsTally tally = new ResultsTally(DemoJob.INLINE.shortestWindow());
    private final ResultsTally delayed = new ResultsTally(DemoJob.DELAYED.shortestWindow());

    FixedDemo(DemoOptions options, Terminal terminal, DemoStage stage, Interruption interruption, PrintWriter out) {
        this.options = options;
        this.terminal = terminal;
        this.stage = stage;
        this.interruption = interruption;
        this.out = out;
    }

    /** How many records the broker has. */
    private record Sent(long withLabels, long predictions, long labels) {}

    void run() {
        Sent sent = send();
        DemoJobs jobs = stage.startJobs(true);
        interruption.then(jobs::cancel);
        jobs.await();
        if (interruption.requested()) {
            return;
        }
        try (ResultsReader results = new ResultsReader(stage.bootstrapServers())) {
            results.readToEnd(new All());
        }
        int width = terminal.interactive() ? terminal.size().columns() : Integer.MAX_VALUE;
        long end = DemoPlan.FIXED_END.toEpochMilli();
        table.lines(width, end).forEach(out::println);
        if (terminal.interactive()) {
            table.diagramLines(width, end).forEach(out::println);
        }
        summarize(sent.withLabels());
        new DelayedSummary(sent.predictions(), sent.labels(), delayed).print(out);
    }

    private Sent send() {
        DemoTraffic withLabels = DemoPlan.fixedTraffic(options.seed(), options.records());
        Traffic delayedLabels = DemoPlan.fixedDelayedTraffic(options.seed(), options.records());
        try (TrafficProducer producer = new TrafficProducer(stage.bootstrapServers())) {
            for (long i = 0; i < options.records() && !interruption.requested(); i++) {
                producer.send(withLabels.next());
            }
            while (delayedLabels.due() != Traffic.OVER && !interruption.requested()) {
                producer.send(delayedLabels.next());
            }
            producer.flush();
            return new Sent(
                    producer.acknowledged(DemoPlan.PREDICTIONS),
                    producer.acknowledged(DemoPlan.DELAYED_PREDICTIONS),
                    producer.acknowledged(DemoPlan.DELAYED_LABELS));
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
        out.println("ledger        " + number(tally.ofPredictions(LedgerBalance::in)) + " in, residual "
                + tally.ofPredictions(LedgerBalance::residual));
        out.println("windows       " + number(tally.windows()));
        out.println("fingerprint   " + tally.fingerprint() + "  (equal for equal --seed and --records)");
        if (sent != tally.counted() + tally.rejected()) {
            throw new UserError(
                    ExitCode.FAILED,
                    "the records do not add up: %d were sent, %d counted, %d late or rejected; please report it"
                            .formatted(sent, tally.counted(), tally.rejected()));
        }
        if (tally.ofPredictions(LedgerBalance::in) != sent
                || tally.ofPredictions(LedgerBalance::counted) != tally.counted()
                || tally.ofPredictions(LedgerBalance::residual) != 0) {
            throw new UserError(
                    ExitCode.FAILED,
                    "the job's ledger says %d in, %d counted, residual %d; please report it"
                            .formatted(
                                    tally.ofPredictions(LedgerBalance::in),
                                    tally.ofPredictions(LedgerBalance::counted),
                                    tally.ofPredictions(LedgerBalance::residual)));
        }
    }

    private static long take(Map<String, Long> counts, String reason) {
        Long count = counts.remove(reason);
        return count == null ? 0 : count;
    }

    /** A count, in a column of counts. */
    static String number(long number) {
        return "%12s".formatted(LiveTable.count(number));
    }

    private final class All implements ResultsReader.Results {
        @Override
        public void report(WindowReport report, int revision, byte[] key, byte[] value) {
            table.add(report, revision);
            tally(DemoJob.of(report)).report(report, key, value);
        }

        @Override
        public void deadLetter(DemoJob job, String reason) {
            tally(job).deadLetter(reason);
        }

        @Override
        public void balance(DemoJob job, LedgerBalance balance) {
            tally(job).balance(balance);
        }

        private ResultsTally tally(DemoJob job) {
            return job == DemoJob.DELAYED ? delayed : tally;
        }
    }
}
