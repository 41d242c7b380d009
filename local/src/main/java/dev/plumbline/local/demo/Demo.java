package dev.plumbline.local.demo;

import dev.plumbline.local.engine.Interruption;
import dev.plumbline.local.engine.WorkFolder;
import dev.plumbline.local.terminal.Terminal;
import java.io.PrintWriter;
import java.time.Clock;

/**
 * The demonstration: a real broker, real traffic, the real job and its published results, all in this process. When a method
 * returns, everything is stopped and deleted again.
 */
public final class Demo {
    private final DemoOptions options;
    private final Terminal terminal;
    private final PrintWriter out;
    private final PrintWriter err;

    /** A demonstration whose results go to {@code out}, and all that is said about it to {@code err}. */
    public Demo(DemoOptions options, Terminal terminal, PrintWriter out, PrintWriter err) {
        this.options = options;
        this.terminal = terminal;
        this.out = out;
        this.err = err;
    }

    /**
     * Shows results as they are published, until the user ends it.
     *
     * @throws dev.plumbline.local.UserError if something could not start, or failed
     */
    public void live() {
        inWorkFolder(
                false,
                (stage, interruption) ->
                        new LiveDemo(options, terminal, stage, interruption, Clock.systemUTC(), out).run());
    }

    /**
     * Sends a fixed amount of traffic, waits for its results, and sums up.
     *
     * @throws dev.plumbline.local.UserError if something could not start, or failed, or if the records do not add up
     */
    public void once() {
        inWorkFolder(true, (stage, interruption) -> new FixedDemo(options, terminal, stage, interruption, out).run());
    }

    private interface Act {
        void play(DemoStage stage, Interruption interruption);
    }

    private void inWorkFolder(boolean bounded, Act act) {
        try (Interruption interruption = Interruption.watch();
                WorkFolder work = WorkFolder.create(false)) {
            if (options.debug()) {
                work.keepLog();
                err.println("plumbline: the log is " + work.log());
            }
            err.println("plumbline: starting a Kafka broker and Flink in this process");
            try (DemoStage stage = DemoStage.open(work, options, bounded)) {
                act.play(stage, interruption);
            } catch (RuntimeException | Error e) {
                // Whatever was under way when the user ended it has no other reason to tell. An Error is what it takes
                // when the
                // JVM, already on its way down, refuses a shutdown hook to a class that is just being loaded.
                if (!interruption.requested()) {
                    work.keepLog();
                    err.println("plumbline: the log is " + work.log());
                    throw e;
                }
            }
            if (interruption.requested()) {
                err.println("plumbline: the demo was ended; nothing of it is left behind");
            }
        }
    }
}
