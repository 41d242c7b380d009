package dev.plumbline.local.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command line did: its exit code, and all it wrote. */
record CommandRun(int exitCode, String out, String err) {
    /** Runs the command line in this process. */
    static CommandRun of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine(new PrintWriter(out), new PrintWriter(err))
                .setColorScheme(picocli.CommandLine.Help.defaultColorScheme(picocli.CommandLine.Help.Ansi.OFF))
                .execute(args);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
