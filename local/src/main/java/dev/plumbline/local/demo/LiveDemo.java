package dev.plumbline.local.demo;

import dev.plumbline.local.calibration.ReliabilityStrip;
import dev.plumbline.local.engine.Interruption;
import dev.plumbline.local.engine.RunningJob;
import dev.plumbline.local.terminal.Screen;
import dev.plumbline.local.terminal.Terminal;
import dev.plumbline.local.terminal.TextTable;
import dev.plumbline.serde.report.WindowReport;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The live demonstration: on a terminal a frame that is redrawn in place, elsewhere a line for each window's first and final report.
 */
final class LiveDemo {
    private static final Duration FRAME = Duration.ofMillis(500);
    /** The window is asked for its size once in so many frames, for that starts a process. */
    private static final int FRAMES_PER_SIZE = 4;

    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final DemoOptions options;
    private final Terminal terminal;
    private final DemoStage stage;
    private final Interruption interruption;
    private final Clock clock;
    private final PrintWriter out;
    private final LiveTable table = new LiveTable();
    private final Instant begin;
    private final long driftFrom;
    private final long driftUntil;

    LiveDemo(
            DemoOptions options,
            Terminal terminal,
            DemoStage stage,
            Interruption interruption,
            Clock clock,
            PrintWriter out) {
        this.options = options;
        this.terminal = terminal;
        this.stage = stage;
        this.interruption = interruption;
        this.clock = clock;
        this.out = out;
        this.begin = clock.instant();
        this.driftFrom = DemoPlan.driftFrom(begin).toEpochMilli();
        this.driftUntil = DemoPlan.driftUntil(begin).toEpochMilli();
    }

    void run() {
        DemoTraffic traffic = DemoPlan.liveTraffic(options.seed(), begin, options.perSecond());
        try (TrafficProducer producer = new TrafficProducer(stage.bootstrapServers());
                LiveTraffic live = LiveTraffic.start(traffic, producer, clock);
                ResultsReader results = new ResultsReader(stage.bootstrapServers())) {
            RunningJob job = stage.startJob(false);
            interruption.then(job::cancel);
            if (terminal.interactive()) {
                redraw(results, producer, live, job);
            } else {
                append(results, live, job);
            }
        }
    }

    private void redraw(ResultsReader results, TrafficProducer producer, LiveTraffic live, RunningJob job) {
        ResultsReader.Results intoTable = new IntoTable(false);
        Terminal.Size size = terminal.size();
        try (Screen screen = new Screen(out)) {
            for (int frame = 0; !interruption.requested(); frame++) {
                if (frame % FRAMES_PER_SIZE == 0) {
                    size = terminal.size();
                }
                screen.draw(frame(size.columns(), producer.acknowledged()), size.rows());
                results.poll(FRAME, intoTable);
                check(live, job);
            }
        }
        // The screen is back as it was; what was seen last stays.
        results(size.columns(), producer.acknowledged()).forEach(out::println);
        out.flush();
    }

    private void append(ResultsReader results, LiveTraffic live, RunningJob job) {
        hints(Integer.MAX_VALUE).forEach(out::println);
        out.println();
        out.println(ReliabilityStrip.LEGEND);
        out.println(LiveTable.plainTitle());
        out.flush();
        ResultsReader.Results intoLines = new IntoTable(true);
        // Checking flushes; and nobody reads on after, say, head.
        while (!interruption.requested() && !out.checkError()) {
            results.poll(FRAME, intoLines);
            check(live, job);
        }
        table.deadLetterLines(Integer.MAX_VALUE).forEach(out::println);
        out.flush();
    }

    private void check(LiveTraffic live, RunningJob job) {
        live.check();
        if (job.ended() && !interruption.requested()) {
            job.await();
        }
    }

    private List<String> frame(int width, long sent) {
        List<String> lines = new ArrayList<>(results(width, sent));
        lines.add("");
        lines.addAll(hints(width));
        return lines;
    }

    private List<String> results(int width, long sent) {
        List<String> lines = new ArrayList<>();
        lines.add(TextTable.fit(
                "Are the models' probabilities true?   " + LiveTable.clock(clock.millis()) + " UTC, "
                        + LiveTable.count(sent) + " records sent",
                width));
        lines.add("");
        if (table.isEmpty()) {
            lines.add(TextTable.fit("The job is starting; the first windows come with its first checkpoint.", width));
        } else {
            List<String> rows = table.lines(width, Long.MAX_VALUE);
            lines.add(terminal.color() ? BOLD + rows.get(0) + PLAIN : rows.get(0));
            lines.addAll(rows.subList(1, rows.size()));
        }
        lines.add("");
        table.deadLetterLines(width).forEach(line -> lines.add(TextTable.fit(line, width)));
        return lines;
    }

    private List<String> hints(int width) {
        return Stream.of(
                        "What to look at",
                        "  calibrated     its labels come true as often as it says: this is the floor",
                        "  overconfident  logits doubled: low predictions too low \u25b2, high too high \u25bc",
                        "  drifting       true until " + LiveTable.clock(driftFrom)
                                + ", then says ever too little \u25b2 until " + LiveTable.clock(driftUntil),
                        "  Flink's web UI " + stage.webUi(),
                        "  Kafka          " + stage.bootstrapServers(),
                        "  topics         " + DemoPlan.PREDICTIONS + ", " + DemoPlan.REPORTS + ", "
                                + DemoPlan.DEAD_LETTERS + ", " + DemoPlan.LEDGER,
                        "Ctrl-C ends it")
                .map(hint -> TextTable.fit(hint, width))
                .toList();
    }

    private final class IntoTable implements ResultsReader.Results {
        private final boolean printed;

        private IntoTable(boolean printed) {
            this.printed = printed;
        }

        @Override
        public void report(WindowReport report, int revision, byte[] key, byte[] value) {
            table.add(report, revision);
            // Between the first result and the last word, revisions would only fill the page, and so would slices.
            if (printed && report.slice().isEmpty() && (revision == 0 || report.isFinal())) {
                out.println(LiveTable.plainRow(report, revision));
            }
        }

        @Override
        public void deadLetter(String reason) {
            table.addDeadLetter(reason);
        }
    }
}
