package dev.plumbline.local;

/** How a command ends, for scripts. The table in {@code docs/COMMAND_LINE.md} lists the same numbers; they never change. */
public enum ExitCode {
    /** The command did what it was asked to. */
    OK(0),
    /** The job failed, or something happened that no other code names. */
    FAILED(1),
    /** The command line itself is wrong. */
    USAGE(2),
    /** The configuration is wrong. */
    CONFIGURATION(3),
    /** Records were rejected, and {@code --strict} was given or no record was left to count. */
    REJECTED(4),
    /** Kafka cannot be used: broker, topic or permission. */
    KAFKA(5),
    /** An input file is missing, empty or unreadable. */
    INPUT(6);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number that the process returns, 0 to 6. */
    public int code() {
        return code;
    }
}
