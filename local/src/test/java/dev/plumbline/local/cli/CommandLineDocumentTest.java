package dev.plumbline.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.local.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code docs/COMMAND_LINE.md} promises is what the command line does. */
class CommandLineDocumentTest {
    @Test
    void listsEveryExitCode() throws IOException {
        List<String> rows = document()
                .lines()
                .filter(line -> line.matches("\\| \\d \\| `\\w+` \\|.*"))
                .map(line -> line.replaceAll("\\| (\\d) \\| `(\\w+)`.*", "$1 $2"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(ExitCode.values())
                        .map(code -> code.code() + " " + code.name())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "run", "replay", "eval", "validate"})
    void listsTheOptionsOfEachCommandAndNoOthers(String command) throws IOException {
        String chapter = document().split("\n## " + command + "\n", -1)[1].split("\n## ", -1)[0];
        List<String> documented = chapter.lines()
                .filter(line -> line.startsWith("| `--"))
                .map(line -> line.replaceAll("\\| `(--[a-z-]+).*", "$1"))
                .toList();
        List<String> common = List.of("--help", "--version", "--debug");
        Stream<String> options = commandLine().getSubcommands().get(command).getCommandSpec().options().stream()
                .map(option -> option.longestName())
                .filter(name -> !common.contains(name));

        assertThat(documented).containsExactlyInAnyOrderElementsOf(options.toList());
    }

    private static CommandLine commandLine() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return Main.commandLine(nowhere, nowhere);
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("..", "docs", "COMMAND_LINE.md"));
    }
}
