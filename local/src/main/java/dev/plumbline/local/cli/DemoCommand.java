package dev.plumbline.local.cli;

import dev.plumbline.local.ExitCode;
import dev.plumbline.local.demo.Demo;
import dev.plumbline.local.demo.DemoOptions;
import dev.plumbline.local.engine.EmbeddedEngine;
import dev.plumbline.local.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows the whole thing on one machine. */
@Command(
        name = "demo",
        description = {
            "Shows it all at work, with traffic of four models.",
            "Starts a Kafka broker and two jobs in this process, and shows the results as they are published."
                    + " Ctrl-C ends it; nothing is left behind.",
            ""
        })
final class DemoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before any call
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before any call
    private PlumblineCommand plumbline;

    @Option(
            names = "--once",
            description = "Send a fixed amount of traffic, ten minutes of event time, as fast as possible; print a"
                    + " summary and end. Equal seeds and amounts give equal numbers.")
    private boolean once;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "200000",
            description = "With --once: how many records (default ${DEFAULT-VALUE}).")
    private long records;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Live: records per second (default ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the traffic (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + EmbeddedEngine.DEFAULT_WEB_PORT,
            description = "Port of Flink's web UI on 127.0.0.1, or the next free one (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--kafka-port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port of the broker on 127.0.0.1; 0 for any free one (default).")
    private int kafkaPort;

    @Override
    public Integer call() {
        Numbers.require(spec, "--records", (double) records, 1, 1_000_000_000);
        Numbers.require(spec, "--rate", rate, 1, 1_000_000);
        Numbers.require(spec, "--port", port, 1, 65_535);
        Numbers.require(spec, "--kafka-port", kafkaPort, 0, 65_535);
        DemoOptions options = new DemoOptions(seed, records, rate, port, kafkaPort, plumbline.debug());
        Demo demo = new Demo(
                options,
                Terminal.ofProcess(),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        if (once) {
            demo.once();
        } else {
            demo.live();
        }
        return ExitCode.OK.code();
    }
}
