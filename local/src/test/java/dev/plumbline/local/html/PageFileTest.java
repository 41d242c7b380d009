package dev.plumbline.local.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageFileTest {
    @TempDir
    private Path folder;

    @Test
    void createsAFileAndReplacesOne() throws IOException {
        Path path = folder.resolve("page.html");

        PageFile.at(path, List.of(Path.of("input"))).write("a longer page");
        assertThat(path).hasContent("a longer page");
        PageFile.at(path, List.of(Path.of("-"))).write("p\u00e4ge");
        assertThat(path).hasContent("p\u00e4ge");
    }

    @Test
    void writesNothingBeforeThereIsSomething() {
        Path path = folder.resolve("page.html");
        PageFile.at(path, List.of(Path.of("input")));

        assertThat(path).doesNotExist();
    }

    @Test
    void refusesAFolder() {
        refuses(folder, "input", "it is a folder; name a file in it, such as " + folder.resolve("report.html"));
    }

    @Test
    void refusesAPlaceInAFolderThatIsNotThere() throws IOException {
        refuses(folder.resolve("no/page.html"), "input", "there is no folder " + folder.resolve("no"));
        Path file = Files.createFile(folder.resolve("file"));
        refuses(file.resolve("page.html"), "input", "there is no folder " + file);
    }

    @Test
    void refusesTheInputUnderAnyName() throws IOException {
        Path input = Files.createFile(folder.resolve("input.jsonl"));

        refuses(
                folder.resolve("../" + folder.getFileName() + "/input.jsonl"),
                input.toString(),
                "it is a file that is read");
        assertThat(input).isEmptyFile();
    }

    @Test
    void refusesAPlaceAmongTheInputs() {
        refuses(folder.resolve("page.html"), folder.toString(), "all files of its folder are read");
    }

    @Test
    void refusesAFileThatMayNotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("page.html"));
        assumeTrue(file.toFile().setReadOnly());
        assumeFalse(Files.isWritable(file), "the super-user may write everything");

        refuses(file, "input", "permission is denied");
    }

    private static void refuses(Path path, String input, String reason) {
        assertThatThrownBy(() -> PageFile.at(path, List.of(Path.of(input))))
                .isInstanceOfSatisfying(
                        UserError.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("--html: cannot write " + path + ": ")
                .hasMessageContaining(reason);
    }
}
