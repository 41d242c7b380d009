package dev.plumbline.local.replay;

import dev.plumbline.job.PlumblineTopology;
import dev.plumbline.job.config.Delivery;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.SinkConfig;
import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.job.preflight.Reading;
import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import dev.plumbline.local.engine.EmbeddedEngine;
import dev.plumbline.local.engine.Interruption;
import dev.plumbline.local.engine.Preflight;
import dev.plumbline.local.engine.RunningJob;
import dev.plumbline.local.engine.WorkFolder;
import dev.plumbline.local.html.PageFile;
import dev.plumbline.local.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** One run of a replay on this machine, from the beginning or from where an earlier one was interrupted. */
public final class ReplayRun {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final JobConfig config;
    private final ReplayFolder folder;
    private final Path folderPath;
    private final PrintWriter err;
    private final Terminal terminal;
    private final @Nullable PageFile page;

    /** How to begin. */
    public enum Begin {
        /** From the start; refused if an earlier run was interrupted. */
        NEW,
        /** Where the earlier run was interrupted. */
        RESUME,
        /** From the start; what an earlier run left is forgotten. */
        RESTART
    }

    /**
     * Prepares a run.
     *
     * @param config the replay's configuration
     * @param folder its state
     * @param folderPath where that is, for messages
     * @param err where everything is told
     * @param terminal what that is
     * @param page where a page of the results goes at the end; null for none
     */
    public ReplayRun(
            JobConfig config,
            ReplayFolder folder,
            Path folderPath,
            PrintWriter err,
            Terminal terminal,
            @Nullable PageFile page) {
        this.config = config;
        this.folder = folder;
        this.folderPath = folderPath;
        this.err = err;
        this.terminal = terminal;
        this.page = page;
    }

    /**
     * Runs it to its end, or until it is interrupted.
     *
     * @param begin how to begin
     * @param work for what does not outlive the run
     * @param webPort the first port to try for the web UI
     * @return whether the ledger adds up; true after an interruption
     * @throws UserError if it cannot begin, or if the job fails
     */
    public boolean run(Begin begin, WorkFolder work, int webPort, Interruption interruption) {
        Optional<ReplayState> before = before(begin);
        Preflight.check(config);
        Reading reading = before.map(state -> state.reading(config)).orElseGet(this::look);
        Optional<Path> checkpoint = before.isPresent() ? checkpoint() : Optional.empty();
        int slots = config.engine().parallelism().orElse(Runtime.getRuntime().availableProcessors());
        try (EmbeddedEngine engine = EmbeddedEngine.start(work, slots, webPort, folder.checkpoints())) {
            StreamExecutionEnvironment environment = engine.environment();
            environment.setParallelism(slots);
            // A resumed job must be the one that was begun, even if nobody wants its page any more.
            boolean collects = before.map(ReplayState::collects).orElse(page != null);
            lookOn(PlumblineTopology.define(environment, reading), collects);
            if (before.isEmpty()) {
                folder.begin(ReplayState.of(config, reading, collects));
            }
            RunningJob running = checkpoint
                    .map(from -> engine.resume(environment, config.job(), from))
                    .orElseGet(() -> engine.submit(environment, config.job()));
            interruption.then(running::cancel);
            err.println("plumbline: " + config.job() + (before.isPresent() ? " goes on" : " begins")
                    + (reading.isRange()
                            ? ": " + Pace.number(reading.length()) + " records in " + reading.partitions()
                                    + " partitions"
                            : "")
                    + "; Flink's web UI is " + engine.webUi() + "; Ctrl-C interrupts it");
            boolean resumed = checkpoint.isPresent();
            return watch(running, readSoFar(reading, resumed, engine, running), reading, resumed, interruption);
        }
    }

    private Optional<ReplayState> before(Begin begin) {
        if (begin == Begin.RESTART) {
            folder.clear();
            return Optional.empty();
        }
        Optional<ReplayState> begun = folder.begun();
        if (begin == Begin.RESUME) {
            ReplayState state = begun.orElseThrow(() -> new UserError(
                    ExitCode.USAGE,
                    "there is no interrupted replay in " + folderPath
                            + "; leave out --resume, or name the folder with --state"));
            List<String> changes = state.changes(config);
            if (!changes.isEmpty()) {
                throw new UserError(
                        ExitCode.CONFIGURATION,
                        "the interrupted replay in " + folderPath
                                + " had another configuration; give the same to --resume,"
                                + " or begin anew with --restart:\n  " + String.join("\n  ", changes));
            }
            if (page != null && !state.collects()) {
                throw new UserError(
                        ExitCode.USAGE,
                        "the interrupted replay in " + folderPath
                                + " was begun without --html, so what it has published was not kept for a page; leave out"
                                + " --html, or begin anew with --restart");
            }
            return begun;
        }
        if (begun.isPresent()) {
            throw new UserError(
                    ExitCode.USAGE,
                    "a replay of this name was interrupted, its state is in " + folderPath
                            + "; --resume goes on where it was, --restart begins anew (what it has written stays)");
        }
        return Optional.empty();
    }

    private Reading look() {
        if (config.reports() instanceof SinkConfig.Files files) {
            requireEmpty(Path.of(files.path()));
        }
        Reading reading = Preflight.read(config);
        reading.remarks().forEach(remark -> err.println("plumbline: " + remark));
        return reading;
    }

    private static void requireEmpty(Path reports) {
        if (!Files.isDirectory(reports)) {
            return;
        }
        try (Stream<Path> content = Files.list(reports)) {
            if (content.findAny().isPresent()) {
                throw new UserError(
                        ExitCode.FAILED,
                        "there are reports in " + reports
                                + " already, which would mix with new ones; delete them, or name another folder with --output");
            }
        } catch (IOException e) {
            throw new UserError(ExitCode.FAILED, "cannot look into " + reports + ": " + e + "; name another folder", e);
        }
    }

    /** Where to go on; empty if the earlier run came to no checkpoint, so that nothing of it was published. */
    private Optional<Path> checkpoint() {
        Optional<Path> newest = folder.newestCheckpoint();
        if (newest.isEmpty() && folder.hadCheckpoint()) {
            throw new UserError(
                    ExitCode.FAILED,
                    "the checkpoints in " + folderPath
                            + " are gone: the replay had just ended when it was interrupted, or somebody deleted them. Look"
                            + " whether its results are complete; --restart begins anew");
        }
        newest.ifPresent(this::warnOfLostTransactions);
        return newest;
    }

    /** Kafka aborts a transaction that nobody ends in time, and with it what the checkpoint says is as good as written. */
    private void warnOfLostTransactions(Path checkpoint) {
        if (!(config.reports() instanceof SinkConfig.Kafka kafka) || kafka.delivery() != Delivery.EXACTLY_ONCE) {
            return;
        }
        try {
            Instant written =
                    Files.getLastModifiedTime(checkpoint.resolve("_metadata")).toInstant();
            Duration age = Duration.between(written, Instant.now());
            if (age.compareTo(kafka.transactionTimeout()) > 0) {
                err.println("plumbline: the replay was interrupted longer ago than reports.kafka.transaction_timeout ("
                        + Pace.duration(kafka.transactionTimeout()) + "). If that was in the very instant between a"
                        + " checkpoint and its commit, Kafka has dropped the reports of that checkpoint; to be sure, use"
                        + " --restart and another topic.");
            }
        } catch (IOException e) {
            // The engine will say what is wrong with the checkpoint.
            return;
        }
    }

    /** Each final report is counted, once over all interruptions, and written down if there is to be a page. */
    private void lookOn(PlumblineTopology.Results results, boolean collects) {
        DataStream<RevisedReport> finals =
                results.reports().filter(revised -> revised.report().isFinal());
        DataStream<String> windows = finals.flatMap((RevisedReport revised, Collector<String> lines) ->
                        Tally.lines(revised.report()).forEach(lines::collect))
                .returns(Types.STRING)
                .uid("tally-windows");
        DataStream<String> balances = results.balances()
                .map(balance -> Tally.line(balance))
                .returns(Types.STRING)
                .uid("tally-balances");
        windows.union(balances)
                .sinkTo(new TallySink(folder.tallyFile()))
                .name("tally")
                .uid("tally")
                .setParallelism(1);
        if (collects) {
            finals.map((RevisedReport revised) -> PageLine.of(revised.report()).text())
                    .returns(Types.STRING)
                    .uid("page-lines")
                    .sinkTo(new ReportCollector(folder.reportsFile()))
                    .name("page")
                    .uid("page")
                    .setParallelism(1);
        }
    }

    private ReadSoFar readSoFar(Reading reading, boolean resumed, EmbeddedEngine engine, RunningJob running) {
        String gate = reading.config().labels().isPresent() ? "predictions entry" : "pane";
        return new ReadSoFar(
                reading,
                resumed ? folder.positions() : "",
                new Probe(engine.webUi(), running.id(), "source", gate),
                new Probe(engine.webUi(), running.id(), "labels", "labels entry"));
    }

    private boolean watch(
            RunningJob running, ReadSoFar read, Reading reading, boolean resumed, Interruption interruption) {
        long before = read.done();
        Progress progress = new Progress(err, terminal, reading, before, System::nanoTime);
        while (!running.endsWithin(BETWEEN_LOOKS)) {
            read.look();
            if (interruption.requested()) {
                continue;
            }
            folder.positions(read.toString());
            var unused = folder.newestCheckpoint();
            progress.show(read.done());
        }
        if (interruption.requested()) {
            progress.breakOff();
            err.println("plumbline: " + config.job()
                    + " was interrupted; the same command with --resume goes on, its state is in " + folderPath);
            return true;
        }
        try {
            running.await();
        } catch (UserError e) {
            progress.breakOff();
            err.println("plumbline: when the cause is mended, the same command with --resume goes on; the state is in "
                    + folderPath);
            throw e;
        }
        return end(read, progress, before, reading, resumed);
    }

    private boolean end(ReadSoFar read, Progress progress, long before, Reading reading, boolean resumed) {
        read.finish();
        Tally tally = readTally();
        long all = tally.balances().stream().mapToLong(balance -> balance.in()).sum();
        long done = reading.isRange() ? read.done() : all;
        progress.end(done);
        Duration elapsed = progress.elapsed();
        Optional<UserError> failure = page == null
                ? Optional.empty()
                : new PageOutput(page, err).write(folder.reportsFile(), PageFacts.of(config, reading, tally));
        // Only now, when there is nothing left that could be interrupted.
        folder.clear();
        Summary.lines(tally, done - before, elapsed, resumed, terminal).forEach(err::println);
        if (failure.isPresent()) {
            throw failure.get();
        }
        err.println("plumbline: " + config.job() + " is done");
        return Summary.addsUp(tally);
    }

    private Tally readTally() {
        try {
            return Files.exists(folder.tallyFile()) ? Tally.parse(Files.readString(folder.tallyFile())) : new Tally();
        } catch (IOException e) {
            throw new UserError(ExitCode.FAILED, "cannot read " + folder.tallyFile() + ": " + e, e);
        }
    }
}
