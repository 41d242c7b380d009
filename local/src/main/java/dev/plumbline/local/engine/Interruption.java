package dev.plumbline.local.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C (or a termination by the system) into an ordinary end of the work: the actions are run, and the process
 * stays until {@link #close()}, but not longer than the limit. Open it before, and so close it after, everything that has
 * to be cleaned up. The process then returns 130 (143 when terminated), as the shell expects.
 */
public final class Interruption implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Thread hook = new Thread(this::interrupt, "plumbline-interruption");
    private final CountDownLatch finished = new CountDownLatch(1);
    private final List<Runnable> actions = new ArrayList<>();
    private boolean requested;

    private Interruption() {}

    /** Watches from now on. */
    public static Interruption watch() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Runs the action at an interruption, or now if there was one. Actions must be quick and not throw. */
    public void then(Runnable action) {
        boolean now;
        synchronized (this) {
            now = requested;
            actions.add(action);
        }
        if (now) {
            action.run();
        }
    }

    /** Whether the user asked for the end. */
    public synchronized boolean requested() {
        return requested;
    }

    /** Lets the process go. */
    @Override
    public void close() {
        finished.countDown();
        if (!requested()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It is just starting; the latch lets it pass.
                return;
            }
        }
    }

    /** What happens at Ctrl-C; returns when the work is cleaned up, or the limit is reached. */
    void interrupt() {
        List<Runnable> now;
        synchronized (this) {
            requested = true;
            now = List.copyOf(actions);
        }
        now.forEach(Runnable::run);
        try {
            if (!finished.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("plumbline: did not end within " + LIMIT.toSeconds() + " s, giving up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
