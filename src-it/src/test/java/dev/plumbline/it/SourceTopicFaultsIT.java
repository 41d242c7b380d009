package dev.plumbline.it;

import dev.plumbline.it.Deployment.Killable;
import dev.plumbline.it.LiveRun.Plan;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to the topic that the job reads, under its hands. */
@ExtendWith(Deployment.Resolver.class)
class SourceTopicFaultsIT {

    private static final int MORE_PARTITIONS = 7;

    /** Found while windows are still open for late records, the new partitions are read from their first record. */
    @Test
    void newPartitionsAreFoundAndReadFromTheirFirstRecord(@Killable Deployment deployment) throws IOException {
        String discovery = "source.kafka.properties.partition.discovery.interval.ms=3000";
        try (LiveRun run =
                LiveRun.start(deployment, Plan.of("grows", 501, discovery).lateness(1_800))) {
            deployment.topics().grow(run.topic("predictions"), MORE_PARTITIONS);
            run.load().spreadOver(MORE_PARTITIONS);
            long fault = System.currentTimeMillis();
            Await.until(
                    "a dead letter from a new partition",
                    () -> run.deadLetters().stream()
                            .anyMatch(letter -> Balance.letter(letter).partition() >= LiveRun.PARTITIONS));
            run.awaitRecoverySince(fault);
            run.finish("source topic gains partitions");
        }
    }

    /** A deleted topic stops the job with a sentence that names it; with the topic back, the job goes on by itself. */
    @Test
    void aDeletedTopicIsNamedAndReadAgainWhenItIsBack(@Killable Deployment deployment) throws IOException {
        try (LiveRun run = LiveRun.start(deployment, Plan.of("deleted", 502))) {
            run.pauseLoad();
            run.deleteSource();
            Await.until(
                    "the job to name the topic",
                    () -> deployment.rest().exceptions(run.job()).stream()
                            .anyMatch(trace -> trace.contains(
                                    "Failed to get metadata for topics [" + run.topic("predictions") + "]")));
            run.recreateSource();
            run.awaitRecovery();
            run.finish("source topic deleted and created again");
        }
    }

    /** The connector asks for partitions every ten seconds, so it sees nothing of this; the positions begin again under its hands. */
    @Test
    void aTopicThatIsReplacedInAMomentIsNoticedAndReadFromItsFirstRecord(@Killable Deployment deployment)
            throws IOException {
        try (LiveRun run = LiveRun.start(deployment, Plan.of("swapped", 504))) {
            // Positions far enough that the new topic does not reach them before the job looks.
            Await.until("a long topic", () -> deployment.topics().size(run.topic("predictions")) > 4_000);
            run.pauseLoad();
            run.deleteSource();
            run.recreateSource();
            Await.until(
                    "the job to stop",
                    () -> !deployment.rest().exceptions(run.job()).isEmpty());
            run.awaitRecovery();
            run.finish("source topic replaced within a moment");
        }
    }

    /** Positions of the old topic lie inside the new one, where they would pass over records that nobody has read. */
    @Test
    void aTopicThatWasReplacedWhileTheJobWasDownIsReadFromItsFirstRecord(@Killable Deployment deployment)
            throws IOException {
        try (LiveRun run = LiveRun.start(deployment, Plan.of("replaced", 503))) {
            run.pauseLoad();
            String savepoint = run.stopWithSavepoint();
            long before = deployment.topics().size(run.topic("predictions"));
            run.deleteSource();
            run.recreateSource();
            Await.until(
                    "more records than the old topic had",
                    () -> deployment.topics().size(run.topic("predictions")) > before + 1_000);
            run.resume(savepoint, 4);
            run.finish("source topic replaced while the job was down");
        }
    }
}
