package dev.plumbline.job.preflight;

import java.util.List;

/** The job cannot start as things are. The message has one line per problem, each with its way out. */
public final class PreflightException extends RuntimeException {

    private final List<String> problems;

    PreflightException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns the lines of the message, at least one. */
    public List<String> problems() {
        return problems;
    }
}
