package dev.plumbline.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkFolderTest {
    @Test
    void leavesNothingBehind() throws IOException {
        WorkFolder work = WorkFolder.create(false);
        fill(work);

        work.close();

        assertThat(work.path()).doesNotExist();
    }

    @Test
    void keepsTheLogIfAsked() throws IOException {
        WorkFolder work = WorkFolder.create(false);
        fill(work);

        work.keepLog();
        work.close();

        try (var left = Files.walk(work.path())) {
            assertThat(left).containsExactlyInAnyOrder(work.path(), work.log());
        }
        Files.delete(work.log());
        Files.delete(work.path());
    }

    @Test
    void keepsNoFolderWithoutALog() {
        WorkFolder work = WorkFolder.create(false);

        work.keepLog();
        work.close();

        assertThat(work.path()).doesNotExist();
    }

    @Test
    void closesAgainWithoutComplaint() {
        WorkFolder work = WorkFolder.create(false);
        work.close();
        work.close();

        assertThat(work.path()).doesNotExist();
    }

    private static void fill(WorkFolder work) throws IOException {
        Path nested = Files.createDirectories(work.path().resolve("checkpoints").resolve("1"));
        Files.writeString(nested.resolve("_metadata"), "state");
        Files.writeString(work.log(), "a line");
    }
}
