package dev.plumbline.local.cli;

import dev.plumbline.job.PlumblineTopology;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.preflight.Reading;
import dev.plumbline.local.ExitCode;
import dev.plumbline.local.engine.EmbeddedEngine;
import dev.plumbline.local.engine.Interruption;
import dev.plumbline.local.engine.Preflight;
import dev.plumbline.local.engine.RunningJob;
import dev.plumbline.local.engine.WorkFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The job on this machine, against the user's own records. */
@Command(
        name = "run",
        description = {
            "Runs the job on this machine, on your Kafka or files.",
            "It ends when a bounded source ends, or with Ctrl-C. Each run begins where source.kafka.start says.",
            ""
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before any call
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before any call
    private PlumblineCommand plumbline;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration, a YAML file.")
    @SuppressWarnings("NullAway.Init") // picocli fills it before any call
    private Path config;

    @Mixin
    private final ConfigOptions configOptions = new ConfigOptions();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + EmbeddedEngine.DEFAULT_WEB_PORT,
            description = "Port of Flink's web UI on 127.0.0.1, or the next free one (default ${DEFAULT-VALUE}).")
    private int port;

    @Override
    public Integer call() {
        JobConfig job = configOptions.load(config);
        PrintWriter err = spec.commandLine().getErr();
        job.warnings().forEach(warning -> err.println("plumbline: " + warning));
        try (Interruption interruption = Interruption.watch();
                WorkFolder work = WorkFolder.create(true)) {
            if (plumbline.debug()) {
                work.keepLog();
                err.println("plumbline: the log is " + work.log());
            }
            Preflight.check(job);
            Reading reading = Preflight.read(job);
            reading.remarks().forEach(remark -> err.println("plumbline: " + remark));
            int slots = job.engine().parallelism().orElse(Runtime.getRuntime().availableProcessors());
            try (EmbeddedEngine engine = EmbeddedEngine.start(work, slots, port)) {
                StreamExecutionEnvironment environment = engine.environment();
                environment.setParallelism(slots);
                PlumblineTopology.define(environment, reading);
                RunningJob running = engine.submit(environment, job.job());
                interruption.then(running::cancel);
                err.println("plumbline: " + job.job() + " is running; Flink's web UI is " + engine.webUi()
                        + "; Ctrl-C ends it");
                running.await();
            } catch (RuntimeException | Error e) {
                // What was under way when the user ended it has no other reason to tell.
                if (!interruption.requested()) {
                    work.keepLog();
                    err.println("plumbline: the log is " + work.log());
                    throw e;
                }
            }
            err.println("plumbline: " + job.job() + (interruption.requested() ? " was stopped" : " is done"));
        }
        return ExitCode.OK.code();
    }
}
