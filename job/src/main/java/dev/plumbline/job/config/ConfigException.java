package dev.plumbline.job.config;

import java.util.List;

/**
 * A configuration was refused. The message has one line per problem, in the order of the file, then those of the command line:
 * {@code <file>:<line>: <path>: <value>: <reason>; <way out>}. Values from the environment or a file, and values of secrets, are shown as
 * {@code [hidden]}.
 */
public final class ConfigException extends RuntimeException {
    private final List<String> problems;

    ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** The lines of the message, at least one. */
    public List<String> problems() {
        return problems;
    }
}
