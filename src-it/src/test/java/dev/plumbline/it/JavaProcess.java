package dev.plumbline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own, with its output in a file. It never outlives the JVM that started it. */
final class JavaProcess implements AutoCloseable {

    private static final long STOP_LIMIT_SECONDS = 60;
    private static final int TAIL_LINES = 40;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> RUNNING.forEach(process -> process.toHandle().destroyForcibly()), "end-child-processes"));
    }

    private final String name;
    private final Path log;
    private final Process process;

    private JavaProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a program with the Java that runs this test.
     *
     * @param name what messages call it
     * @param log the file that its output is appended to
     * @param arguments everything after {@code java}
     */
    static JavaProcess start(String name, Path log, List<String> arguments) {
        return start(name, log, arguments, Map.of());
    }

    /**
     * Starts a program with the Java that runs this test.
     *
     * @param name what messages call it
     * @param log the file that its output is appended to
     * @param arguments everything after {@code java}
     * @param environment variables on top of the test's own
     */
    static JavaProcess start(String name, Path log, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            RUNNING.add(process);
            return new JavaProcess(name, log, process);
        } catch (IOException e) {
            throw new UncheckedIOException("The " + name + " could not be started", e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Waits until the program has ended by itself, and returns its exit code. */
    int awaitExit() {
        Await.until("the end of the " + name, () -> !process.isAlive());
        RUNNING.remove(process);
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends a wait that can only fail: prints why when the process has died. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new AssertionError("The " + name + " ended with status " + process.exitValue() + ". End of its log "
                    + log + ":\n" + logTail());
        }
    }

    /** Asks the program to end, as an operator does (SIGTERM), and waits until it has. */
    void terminate() {
        process.destroy();
        awaitEnd();
    }

    /** Ends the program as a crash does (SIGKILL), and waits until it is gone. */
    void killHard() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Freezes the program where it stands (SIGSTOP), as a machine does that is out of breath: it keeps its connections, silent. */
    void freeze() {
        signal("STOP");
    }

    /** Lets a frozen program go on (SIGCONT). */
    void thaw() {
        signal("CONT");
    }

    /** Ends the program in whatever state it is. */
    @Override
    public void close() {
        killHard();
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
            if (!kill.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new AssertionError("The signal " + signal + " did not reach the " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the " + name + " was sent " + signal, e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The " + name + " did not end within " + STOP_LIMIT_SECONDS
                        + " s. End of its log " + log + ":\n" + logTail());
            }
            RUNNING.remove(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the " + name + " was ending", e);
        }
    }

    private String logTail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(unreadable: " + e + ")";
        }
    }
}
