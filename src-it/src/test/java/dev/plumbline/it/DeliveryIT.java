package dev.plumbline.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.it.Deployment.Killable;
import dev.plumbline.it.LiveRun.Plan;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a reader of the results may rely on. */
@ExtendWith(Deployment.Resolver.class)
class DeliveryIT {

    /** With checkpoints only on demand: written when the window closes, visible with the next checkpoint, not before. */
    @Test
    void reportsBecomeVisibleWithTheFirstCheckpointAfterTheWindowsClose(@Killable Deployment deployment)
            throws IOException {
        String[] rarely = {"engine.checkpoint_interval=4m", "engine.checkpoint_timeout=2m"};
        try (LiveRun run = LiveRun.submit(deployment, Plan.of("visible", 401, rarely))) {
            deployment.rest().awaitTasksRunning(run.job());
            Await.until("reports that are written", () -> deployment.topics().size(run.topic("reports")) > 20);
            assertThat(run.reports()).as("visible without a checkpoint").isEmpty();
            long written = deployment.topics().size(run.topic("reports"));

            deployment.rest().checkpoint(run.job());

            // The transaction's end is told to the broker a moment after the checkpoint is complete.
            Await.until("visible reports", () -> run.reports().size() >= written);
        }
    }

    /** At-least-once repeats what was written since the last checkpoint; keys make the newest the same. */
    @Test
    void atLeastOnceEndsUpTheSameForAReaderOfTheNewestByKey(@Killable Deployment deployment) throws IOException {
        String[] atLeastOnce = {"reports.kafka.delivery=at_least_once", "dead_letters.kafka.delivery=at_least_once"};
        try (LiveRun run = LiveRun.start(deployment, Plan.of("at-least-once", 402, atLeastOnce))) {
            deployment.cluster().killTaskManager();
            deployment.cluster().startTaskManager();
            run.awaitRecovery();
            run.finishAtLeastOnce("TaskManager killed hard, at-least-once delivery");
        }
    }
}
