package dev.plumbline.bench.cli;

import dev.plumbline.bench.latency.LatencyRun;
import dev.plumbline.bench.result.BenchResult;
import dev.plumbline.bench.result.BenchResult.RunOptions;
import dev.plumbline.bench.result.GroupResult;
import dev.plumbline.bench.result.LatencyResult;
import dev.plumbline.bench.result.Machine;
import dev.plumbline.bench.result.ResultFile;
import dev.plumbline.bench.result.ResultTable;
import dev.plumbline.bench.result.StateResult;
import dev.plumbline.bench.run.BenchRun;
import dev.plumbline.bench.run.Progress;
import dev.plumbline.bench.run.RunPlan;
import dev.plumbline.bench.run.Stage;
import dev.plumbline.bench.run.ThisMachine;
import dev.plumbline.bench.run.Troupe;
import dev.plumbline.bench.scenario.Scenario;
import dev.plumbline.bench.scenario.Scenarios;
import dev.plumbline.bench.scenario.Selection;
import dev.plumbline.bench.state.StateRun;
import dev.plumbline.bench.verb.VerbRun;
import dev.plumbline.job.JobVersion;
import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import dev.plumbline.local.engine.Interruption;
import dev.plumbline.local.engine.WorkFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures Plumbline against its peers. */
@Command(
        name = "plumbline bench",
        description = {
            "Measures Plumbline against its peers, on one broker and the same topics, on this machine.",
            "Each contender runs in a Java machine of its own; they take turns, first to get warm, then to be measured."
                    + " That they all find the same numbers is checked. The table goes to the standard output.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = JobVersion.class,
        usageHelpAutoWidth = true,
        sortOptions = false)
final class BenchCommand implements Callable<Integer> {
    private static final long LEAST_RECORDS = 1_000;
    private static final long MOST_RECORDS = 1_000_000_000;
    private static final int MOST_PASSES = 1_000;
    private static final int MOST_WARM_SECONDS = 600;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before any call
    private CommandSpec spec;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "How many records the largest topic has (default ${DEFAULT-VALUE}).")
    private long records;

    @Option(
            names = "--only",
            paramLabel = "LIST",
            split = ",",
            description = "Scenarios, or contenders as scenario/contender, separated by commas; --list tells which.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--passes",
            paramLabel = "N",
            defaultValue = "5",
            description = "Measured passes of each contender (default ${DEFAULT-VALUE}).")
    private int passes;

    @Option(
            names = "--warm",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description =
                    "How long each contender works before that without being measured (default ${DEFAULT-VALUE}).")
    private int warmSeconds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of all topics (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--child-flags",
            paramLabel = "FLAGS",
            split = " ",
            defaultValue = "-Xmx2g",
            description = "Flags of the contenders' Java machines, the same for all (default ${DEFAULT-VALUE}).")
    private List<String> childFlags = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Write every figure of every pass to a file, as JSON.")
    private @Nullable Path json;

    @Option(names = "--list", description = "List scenarios and contenders, and run nothing.")
    private boolean list;

    @Option(
            names = "--verbs",
            paramLabel = "REGEX",
            arity = "0..1",
            fallbackValue = ".*",
            description = "Run the benchmarks of single verbs instead (JMH): all, or those whose names match.")
    private @Nullable String verbs;

    @Option(names = "--debug", description = "Show stack traces of failures, and keep the log files.")
    private boolean debug;

    @Override
    public Integer call() {
        require("--records", records, LEAST_RECORDS, MOST_RECORDS);
        require("--passes", passes, 1, MOST_PASSES);
        require("--warm", warmSeconds, 0, MOST_WARM_SECONDS);
        Path file = json == null ? null : writable(json);
        List<Scenario> scenarios = selected();
        PrintWriter out = spec.commandLine().getOut();
        if (verbs != null) {
            return runVerbs(verbs);
        }
        if (list) {
            Selection.names(scenarios).forEach(out::println);
            return ExitCode.OK.code();
        }
        BenchResult result = run(scenarios, out);
        if (result == null) {
            return ExitCode.FAILED.code();
        }
        if (file != null) {
            write(result, file);
        }
        return ExitCode.OK.code();
    }

    /** Whether the user wants to see what only a developer needs. */
    boolean debug() {
        return debug;
    }

    private List<Scenario> selected() {
        try {
            return Selection.of(new Scenarios(records, seed).all(), only);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--only " + e.getMessage(), e);
        }
    }

    /** Runs the scenarios; returns null if the user ended it. */
    private @Nullable BenchResult run(List<Scenario> scenarios, PrintWriter out) {
        PrintWriter err = spec.commandLine().getErr();
        try (Interruption interruption = Interruption.watch();
                WorkFolder work = WorkFolder.create(false)) {
            if (debug) {
                work.keepLog();
                err.println("plumbline: the log is " + work.log());
            }
            RunOptions options = new RunOptions(records, passes, warmSeconds, seed, childFlags);
            Machine machine = ThisMachine.describe();
            ResultTable.of(machine, options).forEach(out::println);
            try (Stage stage = new Stage(work);
                    Troupe troupe = new Troupe(stage, childFlags)) {
                interruption.then(stage::cancel);
                interruption.then(troupe::close);
                Progress progress = sentence -> err.println("plumbline: " + sentence);
                BenchRun run = new BenchRun(new RunPlan(passes, warmSeconds), stage, troupe, progress);
                List<GroupResult> groups = run.run(scenarios, group -> show(ResultTable.of(group), out));
                LatencyRun latency = new LatencyRun(stage, troupe, seed, progress);
                List<LatencyResult> latencies = scenarios.stream()
                        .flatMap(scenario -> scenario.live().stream())
                        .map(latency::run)
                        .toList();
                if (!latencies.isEmpty()) {
                    show(ResultTable.ofLatencies(latencies), out);
                }
                StateRun state = new StateRun(stage, troupe, progress);
                List<StateResult> states = scenarios.stream()
                        .flatMap(scenario -> scenario.states().stream())
                        .map(state::run)
                        .toList();
                if (!states.isEmpty()) {
                    show(ResultTable.ofStates(states), out);
                }
                return new BenchResult(machine, options, groups, latencies, states);
            } catch (RuntimeException e) {
                // What was under way when the user ended it has no other reason to tell.
                if (!interruption.requested()) {
                    throw e;
                }
                return null;
            }
        }
    }

    private static int runVerbs(String pattern) {
        try {
            VerbRun.run(pattern);
            return ExitCode.OK.code();
        } catch (RunnerException e) {
            throw new UserError(ExitCode.FAILED, "--verbs " + pattern + ": " + e.getMessage(), e);
        }
    }

    private static void show(List<String> table, PrintWriter out) {
        out.println();
        table.forEach(out::println);
    }

    private Path writable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new ParameterException(
                    spec.commandLine(), "--json " + file + " is no file in an existing folder; choose another");
        }
        return file;
    }

    private void write(BenchResult result, Path file) {
        try {
            ResultFile.write(result, file);
            spec.commandLine().getErr().println("plumbline: all figures are in " + file);
        } catch (IOException e) {
            throw new UserError(ExitCode.FAILED, "the result could not be written to " + file + ": " + e, e);
        }
    }

    private void require(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s %d is out of range; give a number from %d to %d".formatted(option, value, least, most));
        }
    }
}
