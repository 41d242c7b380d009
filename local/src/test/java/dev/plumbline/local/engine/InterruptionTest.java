package dev.plumbline.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterruptionTest {
    @Test
    void runsTheActionsAndKeepsTheProcessUntilTheWorkIsCleanedUp() throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        Interruption interruption = Interruption.watch();
        interruption.then(cancelled::countDown);
        assertThat(interruption.requested()).isFalse();

        Thread hook = new Thread(interruption::interrupt);
        hook.start();
        assertThat(cancelled.await(50, TimeUnit.SECONDS)).isTrue();
        assertThat(interruption.requested()).isTrue();
        assertThat(hook.isAlive()).isTrue();

        interruption.close();
        hook.join();
    }

    @Test
    void runsALateActionAtOnce() throws InterruptedException {
        CountDownLatch requested = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        Interruption interruption = Interruption.watch();
        interruption.then(requested::countDown);
        Thread hook = new Thread(interruption::interrupt);
        hook.start();
        assertThat(requested.await(50, TimeUnit.SECONDS)).isTrue();

        interruption.then(late::countDown);

        assertThat(late.getCount()).isZero();
        interruption.close();
        hook.join();
    }
}
