package dev.plumbline.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plumbline.it.Deployment.Killable;
import dev.plumbline.it.LiveRun.Plan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checkpoints that fail or run out of time: the job goes on, the next one succeeds, and nothing is lost or said twice. */
@ExtendWith(Deployment.Resolver.class)
class CheckpointFaultsIT {

    /** A plain file stands where the folder was: nobody can write there, not even root. */
    @Test
    void theFolderCannotBeWrittenForAWhile(@Killable Deployment deployment) throws IOException {
        try (LiveRun run = LiveRun.start(deployment, Plan.of("folder-gone", 201))) {
            FlinkRest rest = deployment.rest();
            Path folder = deployment.cluster().checkpoints().resolve(run.job());
            Path aside = folder.resolveSibling(run.job() + ".aside");
            Files.move(folder, aside);
            Files.createFile(folder);
            try {
                int before = rest.failedCheckpoints(run.job());
                Await.until("two failed checkpoints", () -> rest.failedCheckpoints(run.job()) >= before + 2);
            } finally {
                Files.delete(folder);
                Files.move(aside, folder);
            }
            run.awaitRecovery();
            assertThat(rest.exceptions(run.job())).as("restarts").isEmpty();
            run.finish("checkpoint folder cannot be written");
        }
    }

    /** Workers that do not answer, as in a long pause of the machine: shorter than the heartbeat's timeout, longer than the checkpoint's. */
    @Test
    void aCheckpointRunsOutOfTime(@Killable Deployment deployment) throws IOException {
        try (LiveRun run = LiveRun.start(deployment, Plan.of("too-slow", 202, "engine.checkpoint_timeout=3s"))) {
            FlinkRest rest = deployment.rest();
            int before = rest.failedCheckpoints(run.job());
            // Asked while they are frozen: on a busy machine more may fail afterwards, for other reasons.
            deployment
                    .cluster()
                    .whileFrozen(() -> Await.until(
                            "a checkpoint to run out of time",
                            () -> rest.failedCheckpoints(run.job()) > before
                                    && rest.checkpointFailure(run.job()).contains("expired")));
            run.awaitRecovery();
            run.finish("checkpoint runs out of time");
        }
    }

    /** A real full disk, and a real one that can only be read: a small one in memory, where the machine lets tests mount it. */
    @Test
    void theDiskIsFullThenReadOnly(@Killable Deployment deployment) throws IOException {
        Path folder = deployment.cluster().checkpoints();
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder.toString()),
                "this user may mount no file system");
        try {
            try (LiveRun run = LiveRun.start(deployment, Plan.of("disk-full", 203))) {
                FlinkRest rest = deployment.rest();
                int failed = rest.failedCheckpoints(run.job());
                Path ballast = fill(folder.resolve("ballast"));
                Await.until("two failed checkpoints", () -> rest.failedCheckpoints(run.job()) >= failed + 2);
                Files.delete(ballast);
                run.awaitRecovery();

                assertThat(command("mount", "-o", "remount,ro", folder.toString()))
                        .isTrue();
                int failedAgain = rest.failedCheckpoints(run.job());
                Await.until("two failed checkpoints", () -> rest.failedCheckpoints(run.job()) >= failedAgain + 2);
                assertThat(command("mount", "-o", "remount,rw", folder.toString()))
                        .isTrue();
                run.awaitRecovery();
                run.finish("disk of the checkpoints full, then read-only");
            }
        } finally {
            Await.until("the disk to be let go", () -> command("umount", folder.toString()));
        }
    }

    private static Path fill(Path ballast) throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[4_096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
        return ballast;
    }

    private static boolean command(String... words) throws IOException {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
