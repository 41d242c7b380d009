package dev.plumbline.local.demo;

import dev.plumbline.local.calibration.ReliabilityStrip;
import dev.plumbline.local.engine.Interruption;
import dev.plumbline.local.terminal.Screen;
import dev.plumbline.local.terminal.Terminal;
import dev.plumbline.serde.report.WindowReport;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The live demonstration: on a terminal a frame that is redrawn in place, elsewhere a line for each window's first and final report.
 */
final class LiveDemo {
    private static final Duration FRAME = Duration.ofMillis(500);
    /** The window is asked for its size once in so many frames, for that starts a process. */
    private static final int FRAMES_PER_SIZE = 4;

    private final DemoOptions options;
    private final Terminal terminal;
    private final DemoStage stage;
    private final Interruption interruption;
    private final Clock clock;
    private final PrintWriter out;
    private final LiveFrame frame;
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
        this.frame = new LiveFrame(terminal.color());
        this.begin = clock.instant();
        this.driftFrom = DemoPlan.driftFrom(begin).toEpochMilli();
        this.driftUntil = DemoPlan.driftUntil(begin).toEpochMilli();
    }

    void run() {
        Traffic traffic = new MergedTraffic(
                DemoPlan.liveTraffic(options.seed(), begin, options.perSecond()),
                DemoPlan.liveDelayedTraffic(options.seed(), begin, options.perSecond()));
        try (TrafficProducer producer = new TrafficProducer(stage.bootstrapServers());
                LiveTraffic live = LiveTraffic.start(traffic, producer, clock);
                ResultsReader results = new ResultsReader(stage.bootstrapServers())) {
            DemoJobs jobs = stage.startJobs(false);
            interruption.then(jobs::cancel);
            if (terminal.interactive()) {
                redraw(results, producer, live, jobs);
            } else {
                append(results, live, jobs);
            }
        }
    }

    private void redraw(ResultsReader results, TrafficProducer producer, LiveTraffic live, DemoJobs jobs) {
        ResultsReader.Results intoFrame = new IntoFrame(false);
        Terminal.Size size = terminal.size();
        try (Screen screen = new Screen(out)) {
            for (int drawn = 0; !interruption.requested(); drawn++) {
                if (drawn % FRAMES_PER_SIZE == 0) {
                    size = terminal.size();
                }
                screen.draw(frame.lines(size, title(producer), hints()), size.rows());
                results.poll(FRAME, intoFrame);
                check(live, jobs);
            }
        }
        // The screen is back as it was; what was seen last stays.
        frame.lines(size.columns(), title(producer)).forEach(out::println);
        out.flush();
    }

    private void append(ResultsReader results, LiveTraffic live, DemoJobs jobs) {
        hints().forEach(out::println);
        out.println();
        out.println(ReliabilityStrip.LEGEND);
        out.println(LiveTable.plainTitle());
        out.flush();
        ResultsReader.Results intoLines = new IntoFrame(true);
        // Checking flushes; and nobody reads on after, say, head.
        while (!interruption.requested() && !out.checkError()) {
            results.poll(FRAME, intoLines);
            check(live, jobs);
        }
        frame.deadLetterLines(Integer.MAX_VALUE).forEach(out::println);
        out.flush();
    }

    private void check(LiveTraffic live, DemoJobs jobs) {
        live.check();
        if (!interruption.requested()) {
            jobs.check();
        }
    }

    private String title(TrafficProducer producer) {
        return "Are the models' probabilities true?   " + LiveTable.clock(clock.millis()) + " UTC, "
                + LiveTable.count(producer.acknowledged()) + " records sent";
    }

    private List<String> hints() {
        return List.of(
                "What to look at",
                "  calibrated     its labels come true as often as it says: this is the floor",
                "  overconfident  logits doubled: low predictions too low \u25b2, high too high \u25bc",
                "  drifting       true until " + LiveTable.clock(driftFrom)
                        + ", then says ever too little \u25b2 until " + LiveTable.clock(driftUntil),
                "  delayed        calibrated; labels come 1 to 60 s later and revise its windows",
                "  Flink's web UI " + stage.webUi(),
                "  Kafka          " + stage.bootstrapServers(),
                "  topics         " + DemoPlan.PREDICTIONS + ", " + DemoPlan.DELAYED_PREDICTIONS + ", "
                        + DemoPlan.DELAYED_LABELS,
                "  results        " + DemoPlan.REPORTS
                        + ", plumbline[.delayed].dead-letters, plumbline[.delayed].ledger",
                "Ctrl-C ends it");
    }

    private final class IntoFrame implements ResultsReader.Results {
        private final boolean printed;

        private IntoFrame(boolean printed) {
            this.printed = printed;
        }

        @Override
        public void report(WindowReport report, int revision, byte[] key, byte[] value) {
            frame.add(report, revision);
            if (printed && report.slice().isEmpty() && isNews(report, revision)) {
                out.println(LiveTable.plainRow(report, revision));
            }
        }

        /** Between the first result and the last word, revisions would only fill the page; unless they are what is to be seen. */
        private static boolean isNews(WindowReport report, int revision) {
            return revision == 0 || report.isFinal() || report.labels() != null;
        }

        @Override
        public void deadLetter(DemoJob job, String reason) {
            frame.addDeadLetter(reason);
        }
    }
}
