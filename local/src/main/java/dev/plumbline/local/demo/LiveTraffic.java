package dev.plumbline.local.demo;

import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import dev.plumbline.local.engine.Causes;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Sends each record of the traffic when its time has come: what is overdue at once, then in step with the clock. */
final class LiveTraffic implements AutoCloseable {
    private final Traffic traffic;
    private final TrafficProducer producer;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable RuntimeException failure;
    private final Thread thread = new Thread(this::run, "plumbline-traffic");

    private LiveTraffic(Traffic traffic, TrafficProducer producer, Clock clock) {
        this.traffic = traffic;
        this.producer = producer;
        this.clock = clock;
    }

    /** Begins to send, in a thread of its own. */
    static LiveTraffic start(Traffic traffic, TrafficProducer producer, Clock clock) {
        LiveTraffic live = new LiveTraffic(traffic, producer, clock);
        live.thread.setDaemon(true);
        live.thread.start();
        return live;
    }

    private void run() {
        try {
            while (!stopped.await(Math.max(0, traffic.due() - clock.millis()), TimeUnit.MILLISECONDS)) {
                producer.send(traffic.next());
            }
        } catch (InterruptedException | InterruptException e) {
            // Closing; there is nobody to tell.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /**
     * Says so if it could not go on sending.
     *
     * @throws UserError with the reason
     */
    void check() {
        producer.check();
        RuntimeException failed = failure;
        if (failed != null) {
            throw new UserError(
                    ExitCode.FAILED, "the demo could not send its records: " + Causes.sentence(failed), failed);
        }
    }

    /** Stops sending. */
    @Override
    public void close() {
        stopped.countDown();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
