package dev.plumbline.it;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, never for a time. The limit only tells a test that hangs from one that is slow. */
final class Await {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private Await() {}

    /** Looks until there is a value. An IOException means "not yet": a process that starts refuses connections. */
    static <T> T value(String what, Probe<T> probe) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        IOException last = null;
        do {
            try {
                Optional<T> seen = probe.look();
                if (seen.isPresent()) {
                    return seen.get();
                }
                last = null;
            } catch (IOException e) {
                last = e;
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("Interrupted while waiting for " + what);
            }
        } while (System.nanoTime() - deadline < 0);
        throw new AssertionError("Waited " + LIMIT.toSeconds() + " s in vain for " + what, last);
    }

    /** Looks until the condition holds. */
    static void until(String what, Condition condition) {
        value(what, () -> condition.holds() ? Optional.of(true) : Optional.empty());
    }

    /** One look at something that may not be there yet. */
    interface Probe<T> {
        Optional<T> look() throws IOException;
    }

    /** One look at something that may not be so yet. */
    interface Condition {
        boolean holds() throws IOException;
    }
}
