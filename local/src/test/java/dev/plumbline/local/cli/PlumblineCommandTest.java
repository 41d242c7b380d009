package dev.plumbline.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlumblineCommandTest {
    @Test
    void tellsWhichCommandsThereAre() {
        CommandRun run = CommandRun.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("demo", "run", "replay", "eval", "validate", "Exit codes: 0 done");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "run", "replay", "eval", "validate"})
    void helpsWithEachCommand(String command) {
        CommandRun run = CommandRun.of(command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: plumbline " + command).contains("--debug", "--version");
    }

    @Test
    void tellsItsVersionEverywhere() {
        for (List<String> args :
                List.of(List.of("--version"), List.of("eval", "--version"), List.of("demo", "--version"))) {
            CommandRun run = CommandRun.of(args.toArray(String[]::new));
            assertThat(run.exitCode()).isZero();
            assertThat(run.out())
                    .matches("plumbline \\d+\\.\\d+\\.\\d+\\S* \\(Flink 2\\S+, Kafka 4\\S+, Java \\S+\\)\\R");
        }
    }

    @Test
    void showsTheHelpToWhoeverGivesNoCommand() {
        CommandRun run = CommandRun.of();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Usage: plumbline");
    }

    @Test
    void suggestsTheNearestCommand() {
        CommandRun run = CommandRun.of("evla", "file");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("evla", "Did you mean: plumbline eval", "Try: plumbline --help");
    }

    @Test
    void suggestsTheNearestOption() {
        CommandRun run = CommandRun.of("eval", "--jsno", "file");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'--jsno'", "--json", "Try: plumbline eval --help");
    }

    @Test
    void namesTheOptionThatIsMissing() {
        CommandRun run = CommandRun.of("run");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--config");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rate=0", "--rate=NaN", "--records=0", "--port=0", "--port=65536", "--kafka-port=-1"})
    void refusesNumbersOutOfRange(String option) {
        CommandRun run = CommandRun.of("demo", option);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(option.replace('=', ' ')).contains("give a number from");
    }

    @Test
    void refusesTextWhereANumberBelongs() {
        CommandRun run = CommandRun.of("demo", "--rate", "fast");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--rate", "'fast'").doesNotContain("\tat ");
    }
}
