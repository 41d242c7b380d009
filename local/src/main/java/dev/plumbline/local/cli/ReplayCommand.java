package dev.plumbline.local.cli;

import dev.plumbline.job.ReplayOptions;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.Replay;
import dev.plumbline.job.config.ReplayRequest;
import dev.plumbline.job.config.SinkConfig;
import dev.plumbline.job.config.SourceConfig;
import dev.plumbline.local.ExitCode;
import dev.plumbline.local.engine.EmbeddedEngine;
import dev.plumbline.local.engine.Interruption;
import dev.plumbline.local.engine.WorkFolder;
import dev.plumbline.local.html.PageFile;
import dev.plumbline.local.replay.ReplayFolder;
import dev.plumbline.local.replay.ReplayRun;
import dev.plumbline.local.replay.ReplayRun.Begin;
import dev.plumbline.local.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A part of the past once more, with the live job's configuration. */
@Command(
        name = "replay",
        description = {
            "Reads a range of the live job's topics once more, with its configuration, to another place.",
            "The live job's consumer group, transactions and results stay untouched. It ends by itself; interrupted, it"
                    + " goes on with --resume.",
            ""
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before any call
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before any call
    private PlumblineCommand plumbline;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The live job's configuration, a YAML file.")
    @SuppressWarnings("NullAway.Init") // picocli fills it before any call
    private Path config;

    @Mixin
    private final ReplayOptions options = new ReplayOptions();

    @Mixin
    private final ConfigOptions configOptions = new ConfigOptions();

    @ArgGroup
    private @Nullable Again again;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where checkpoints are kept until it ends (default: .plumbline/replay/<name>).")
    private @Nullable Path state;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "At the end, also write a page of the results, for a browser; a file that is there is replaced.")
    private @Nullable Path html;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + EmbeddedEngine.DEFAULT_WEB_PORT,
            description = "Port of Flink's web UI on 127.0.0.1, or the next free one (default ${DEFAULT-VALUE}).")
    private int port;

    private static final class Again {
        @Option(names = "--resume", description = "Go on where the replay was interrupted.")
        private boolean resume;

        @Option(names = "--restart", description = "Begin anew, and forget what an interrupted replay left.")
        private boolean restart;
    }

    @Override
    public Integer call() {
        Numbers.require(spec, "--port", port, 1, 65_535);
        JobConfig replay = Replay.of(configOptions.load(config), request());
        PageFile page = page(replay);
        Path folderPath = state == null ? Path.of(".plumbline", "replay", replay.job()) : state;
        PrintWriter err = spec.commandLine().getErr();
        replay.warnings().forEach(warning -> err.println("plumbline: " + warning));
        boolean addsUp;
        try (Interruption interruption = Interruption.watch();
                WorkFolder work = WorkFolder.create(true);
                ReplayFolder folder = ReplayFolder.open(folderPath)) {
            if (plumbline.debug()) {
                work.keepLog();
                err.println("plumbline: the log is " + work.log());
            }
            addsUp = true;
            try {
                addsUp = new ReplayRun(replay, folder, folderPath, err, terminal(replay), page)
                        .run(begin(), work, port, interruption);
            } catch (RuntimeException | Error e) {
                // What was under way when the user ended it has no other reason to tell.
                if (!interruption.requested()) {
                    work.keepLog();
                    err.println("plumbline: the log is " + work.log());
                    throw e;
                }
            }
        }
        return addsUp ? ExitCode.OK.code() : ExitCode.FAILED.code();
    }

    private ReplayRequest request() {
        try {
            return options.request();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Where the page goes, if one is wanted; looked at before the job starts, for it may take hours. */
    private @Nullable PageFile page(JobConfig replay) {
        if (html == null) {
            return null;
        }
        return replay.source() instanceof SourceConfig.Files files
                ? PageFile.at(html, List.of(config, Path.of(files.path())))
                : PageFile.at(html, List.of(config));
    }

    private Begin begin() {
        if (again == null) {
            return Begin.NEW;
        }
        if (again.resume) {
            return Begin.RESUME;
        }
        return again.restart ? Begin.RESTART : Begin.NEW;
    }

    /** Rows and a line that is redrawn would tear each other apart on one screen. */
    private static Terminal terminal(JobConfig replay) {
        boolean shared = replay.reports() instanceof SinkConfig.Console
                && Terminal.ofProcess().interactive();
        return shared ? new Terminal(false, false) : Terminal.ofErrors();
    }
}
