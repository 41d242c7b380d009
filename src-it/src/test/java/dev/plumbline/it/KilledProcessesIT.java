package dev.plumbline.it;

import dev.plumbline.it.Deployment.Killable;
import dev.plumbline.it.LiveRun.Plan;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whichever process dies under load, as in a crash: each result is there, once, and nobody has to do anything. */
@ExtendWith(Deployment.Resolver.class)
class KilledProcessesIT {

    @Test
    void aTaskManagerTwice(@Killable Deployment deployment) throws IOException {
        try (LiveRun run = LiveRun.start(deployment, Plan.of("kill-worker", 101))) {
            for (int kill = 0; kill < 2; kill++) {
                deployment.cluster().killTaskManager();
                deployment.cluster().startTaskManager();
                run.awaitRecovery();
                run.awaitResults();
            }
            run.finish("TaskManager killed hard");
        }
    }

    @Test
    void theJobManager(@Killable Deployment deployment) throws IOException {
        try (LiveRun run = LiveRun.start(deployment, Plan.of("kill-master", 102))) {
            deployment.cluster().killJobManager();
            long fault = System.currentTimeMillis();
            deployment.cluster().startJobManager();
            run.awaitRecoverySince(fault);
            deployment.awaitJobManager();
            run.finish("JobManager killed hard, high availability");
        }
    }

    @Test
    void theBroker(@Killable Deployment deployment) throws IOException {
        try (LiveRun run = LiveRun.start(deployment, Plan.of("kill-broker", 103))) {
            deployment.broker().killHard();
            long fault = System.currentTimeMillis();
            deployment.broker().startAgain();
            run.awaitRecoverySince(fault);
            run.finish("broker killed hard");
        }
    }
}
