package dev.plumbline.local.cli;

import dev.plumbline.job.config.ConfigException;
import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where failures become sentences and exit codes. */
final class Failures {
    private Failures() {}

    /** A wrong command line: what is wrong, the nearest right word if there is one, and where the help is. */
    static int ofUsage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("plumbline: " + failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.code();
    }

    /** A command that did not get through. */
    static int ofExecution(Exception failure, CommandLine command, @Nullable ParseResult parsed) {
        PrintWriter err = command.getErr();
        boolean debug = command.getCommandSpec().root().userObject() instanceof PlumblineCommand top && top.debug();
        ExitCode code;
        if (failure instanceof UserError error) {
            code = error.exitCode();
            err.println("plumbline: " + error.getMessage());
        } else if (failure instanceof ConfigException) {
            code = ExitCode.CONFIGURATION;
            err.println(failure.getMessage());
        } else {
            code = ExitCode.FAILED;
            err.println("plumbline: this should not have happened, please report it: " + failure
                    + (debug ? "" : " (--debug shows where)"));
        }
        if (debug) {
            failure.printStackTrace(err);
        }
        return code.code();
    }
}
