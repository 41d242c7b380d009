package dev.plumbline.local.cli;

import dev.plumbline.local.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command above all commands. */
@Command(
        name = "plumbline",
        description = "Tells, live, whether a model's probabilities are true.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = BuildVersion.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        sortOptions = false,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ReplayCommand.class,
            EvalCommand.class,
            ValidateCommand.class
        },
        footer = {
            "",
            "plumbline bench measures it against its peers; it has a build of its own.",
            "",
            "Exit codes: 0 done, 1 failed, 2 usage, 3 configuration, 4 records rejected,",
            "5 Kafka, 6 input file, 130 after Ctrl-C."
        })
final class PlumblineCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before any call
    private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show stack traces of failures, and keep the log file. Also: PLUMBLINE_DEBUG=1.")
    private boolean debug;

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.code();
    }

    /** Whether the user wants to see what only a developer needs. */
    boolean debug() {
        return debug || !System.getenv().getOrDefault("PLUMBLINE_DEBUG", "").isEmpty();
    }
}
