package dev.plumbline.local.replay;

import dev.plumbline.job.preflight.Reading;
import dev.plumbline.local.terminal.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Shows how far a replay is: a bar that is redrawn on a terminal, else a line every few seconds. Not thread-safe. */
final class Progress {
    private static final String ERASE_LINE = "\r\u001b[K";
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final Terminal terminal;
    private final LongSupplier nanos;
    private final long begun;
    private final long total;
    private final long before;
    private long nextLine;
    private boolean drawn;

    /**
     * Begins.
     *
     * @param before how many records an earlier run has read
     * @param nanos a clock, in nanoseconds
     */
    Progress(PrintWriter out, Terminal terminal, Reading reading, long before, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.nextLine = begun + BETWEEN_LINES.toNanos();
        // Files do not tell how many records they hold.
        this.total = reading.isRange() ? reading.length() : -1;
        this.before = before;
    }

    /** So many records have been read, those of earlier runs included. */
    void show(long done) {
        long now = nanos.getAsLong();
        if (terminal.interactive()) {
            out.print(ERASE_LINE + pace(done).bar(terminal.size().columns() - 1));
            out.flush();
            drawn = true;
        } else if (now - nextLine >= 0) {
            out.println("plumbline: " + pace(done).sentence());
            nextLine = now + BETWEEN_LINES.toNanos();
        }
    }

    /** The last line; further output begins on a new one. */
    void end(long done) {
        if (terminal.interactive()) {
            out.println(ERASE_LINE + pace(done).bar(terminal.size().columns() - 1));
        } else {
            out.println("plumbline: " + pace(done).sentence());
        }
        drawn = false;
    }

    /** Makes room for other output after an end that was not foreseen. */
    void breakOff() {
        if (drawn) {
            out.println();
            drawn = false;
        }
    }

    /** How long it has taken so far. */
    Duration elapsed() {
        return Duration.ofNanos(nanos.getAsLong() - begun);
    }

    private Pace pace(long done) {
        return new Pace(done, total, done - before, elapsed());
    }
}
