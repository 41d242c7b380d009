package dev.plumbline.local;

import org.jspecify.annotations.Nullable;

/**
 * Something the user can mend. Its message is all they see: what is wrong and the way out, in plain sentences without a
 * stack trace.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /** An error with nothing below it. */
    public UserError(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    /** An error whose cause is shown only with {@code --debug}. */
    public UserError(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The code that the process returns. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
