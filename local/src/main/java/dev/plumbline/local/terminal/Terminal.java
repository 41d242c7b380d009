package dev.plumbline.local.terminal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the standard output, or the standard error, is: a screen that can be redrawn, or a file or pipe that only grows.
 *
 * @param interactive whether a person sees it and lines can be redrawn
 * @param color whether to colour; off if {@code NO_COLOR} is set, as <a href="https://no-color.org">no-color.org</a> asks
 */
public record Terminal(boolean interactive, boolean color) {
    /** The launcher sets it, for Java 17 cannot tell whether the standard output alone is a terminal. */
    static final String PROPERTY = "plumbline.terminal";

    /** The same for the standard error. */
    static final String ERROR_PROPERTY = "plumbline.terminal.error";

    private static final Size UNKNOWN = new Size(80, 24);

    /** Columns and rows of the screen, both positive. */
    public record Size(int columns, int rows) {}

    /** The terminal of this process. */
    public static Terminal ofProcess() {
        return of(System.getenv(), Boolean.getBoolean(PROPERTY));
    }

    /** What the standard error of this process is. */
    public static Terminal ofErrors() {
        return of(System.getenv(), Boolean.getBoolean(ERROR_PROPERTY));
    }

    static Terminal of(Map<String, String> environment, boolean terminal) {
        boolean interactive = terminal && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
        // An empty NO_COLOR counts as not set, by the convention's own words.
        boolean color = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(interactive, color);
    }

    /** The size of the screen now; 80 by 24 where there is none or it cannot be told. */
    public Size size() {
        if (!interactive) {
            return UNKNOWN;
        }
        try {
            // The JDK has no call for it, and a window may be resized at any time.
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(Redirect.DISCARD)
                    .start();
            try (InputStream answer = stty.getInputStream()) {
                if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                    stty.destroy();
                    return UNKNOWN;
                }
                return parse(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }

    /** Reads {@code "rows columns"}, as stty writes it. */
    static Size parse(String answer) {
        String[] words = answer.strip().split(" ", -1);
        try {
            Size size = new Size(Integer.parseInt(words[words.length - 1]), Integer.parseInt(words[0]));
            return words.length == 2 && size.columns > 0 && size.rows > 0 ? size : UNKNOWN;
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }
}
