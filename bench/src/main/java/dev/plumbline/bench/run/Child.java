package dev.plumbline.bench.run;

import dev.plumbline.bench.contender.ContenderKind;
import dev.plumbline.bench.contender.HeldState;
import dev.plumbline.bench.contender.Task;
import dev.plumbline.bench.result.Measured;
import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The parent's side of a child. It is ended, by its own process id, when this is closed. */
public final class Child implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final String END = "";

    /** The packages that Flink opens by reflection. */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.net",
            "java.io",
            "java.nio",
            "sun.nio.ch",
            "java.lang.reflect",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks");

    private final String name;
    private final ChildFolder folder;
    private final Process process;
    private final Writer requests;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private Child(String name, ChildFolder folder, Process process) {
        this.name = name;
        this.folder = folder;
        this.process = process;
        this.requests = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread listener = new Thread(this::listen, "bench-answers-" + name);
        listener.setDaemon(true);
        listener.start();
    }

    /**
     * Starts a child, and returns at once.
     *
     * @param name what it is called in messages
     * @param kind who runs in it
     * @param flags its JVM's flags
     * @param folder where it may write
     */
    static Child start(String name, ContenderKind kind, List<String> flags, ChildFolder folder) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(flags);
        for (String opened : OPENED) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.add("-Djava.io.tmpdir=" + folder.path());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(ChildMain.class.getName());
        command.add(kind.name());
        try {
            return new Child(
                    name,
                    folder,
                    new ProcessBuilder(command)
                            .redirectError(folder.errors().toFile())
                            .start());
        } catch (IOException e) {
            throw new UserError(ExitCode.FAILED, "the child " + name + " could not be started: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until it is ready for requests.
     *
     * @throws UserError if it failed, with the end of its log
     */
    public void awaitReady() {
        var unused = await();
    }

    /**
     * Has it make a pass.
     *
     * @throws UserError if it failed, with the end of its log
     */
    public Measured pass(Task task) {
        send(new Request(Request.Action.PASS, task));
        Measured measured = await().measured();
        if (measured == null) {
            throw new IllegalStateException("a pass without figures");
        }
        return measured;
    }

    /**
     * Has it begin a job that does not end.
     *
     * @throws UserError if it failed, with the end of its log
     */
    public void startJob(Task task) {
        send(new Request(Request.Action.START, task));
        var unused = await();
    }

    /**
     * Has it end the job that was begun.
     *
     * @throws UserError if it failed or was not running any more, with the end of its log
     */
    public void stopJob(Task task) {
        send(new Request(Request.Action.STOP, task));
        var unused = await();
    }

    /**
     * Has a job read what there is, and measures what it then holds.
     *
     * @param watermark where event time must have come to, in epoch milliseconds
     * @throws UserError if it failed, with the end of its log
     */
    public HeldState hold(Task task, long watermark) {
        send(new Request(Request.Action.HOLD, task, watermark));
        HeldState held = await().held();
        if (held == null) {
            throw new IllegalStateException("no figures of what is held");
        }
        return held;
    }

    private void send(Request request) {
        try {
            requests.write(Lines.write(request) + "\n");
            requests.flush();
        } catch (IOException e) {
            throw failed("it has ended", e);
        }
    }

    private Answer await() {
        try {
            String line = answers.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (line == null) {
                throw failed("it has not answered for " + LIMIT.toMinutes() + " minutes", null);
            }
            if (line.equals(END)) {
                throw failed("it has ended", null);
            }
            Answer answer = Lines.read(line, Answer.class);
            String failure = answer.failure();
            if (failure != null) {
                throw failed(failure, null);
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted", e);
        }
    }

    private void listen() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            // The pipe of a process that was ended; the same as its end.
            answers.add(END);
            return;
        }
        answers.add(END);
    }

    private UserError failed(String reason, @Nullable Throwable cause) {
        return new UserError(
                ExitCode.FAILED, "the contender " + name + " failed: " + reason + "\n" + folder.endOfLogs(), cause);
    }

    /** Ends it at once: nothing that it holds is needed any more. Returns when it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new UserError(ExitCode.FAILED, "the process " + process.pid() + " of " + name + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
