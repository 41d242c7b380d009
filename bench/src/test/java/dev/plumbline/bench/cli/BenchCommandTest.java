package dev.plumbline.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.local.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsWhatCanBeAskedFor() {
        assertThat(run("--list", "--only", "zipf/sql,latency")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "zipf",
                        "zipf/sql",
                        "latency",
                        "latency/exactly_once-1s",
                        "latency/exactly_once-10s",
                        "latency/at_least_once-1s",
                        "latency/at_least_once-10s");
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(run("--records", "10")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("--records 10 is out of range; give a number from 1000 to 1000000000");
        assertThat(run("--only", "spark")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("--only spark is not known; there are zipf, ");
        assertThat(run("--json", "/no/such/folder/x.json")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("--passes", "0")).isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void theDocumentListsEveryOptionAndNoOther() throws IOException {
        String chapter =
                Files.readString(Path.of("..", "docs", "COMMAND_LINE.md")).split("\n## bench\n", -1)[1];
        List<String> documented = chapter.split("\n## ", -1)[0]
                .lines()
                .filter(line -> line.startsWith("| `--"))
                .map(line -> line.replaceAll("\\| `(--[a-z-]+).*", "$1"))
                .toList();
        Stream<String> options = commandLine().getCommandSpec().options().stream()
                .map(option -> option.longestName())
                .filter(name -> !List.of("--help", "--version", "--debug").contains(name));

        assertThat(documented).containsExactlyInAnyOrderElementsOf(options.toList());
    }

    private int run(String... args) {
        return commandLine().execute(args);
    }

    private CommandLine commandLine() {
        return Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
