package dev.plumbline.bench.cli;

import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where {@code plumbline bench} starts. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the process with its exit code ({@link ExitCode}). */
    public static void main(String[] args) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        System.setOut(out);
        System.setErr(err);
        System.exit(commandLine(
                        new PrintWriter(out, true, StandardCharsets.UTF_8),
                        new PrintWriter(err, true, StandardCharsets.UTF_8))
                .execute(args));
    }

    /** The command line with its output to {@code out} and its complaints to {@code err}. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return new CommandLine(new BenchCommand())
                .setOut(out)
                .setErr(err)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler(Main::ofUsage)
                .setExecutionExceptionHandler(Main::ofExecution);
    }

    private static int ofUsage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("plumbline: " + failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.code();
    }

    private static int ofExecution(Exception failure, CommandLine command, @Nullable ParseResult parsed) {
        PrintWriter err = command.getErr();
        BenchCommand bench = command.getCommand();
        err.println("plumbline: " + failure.getMessage());
        if (bench.debug()) {
            failure.printStackTrace(err);
        }
        return (failure instanceof UserError error ? error.exitCode() : ExitCode.FAILED).code();
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
