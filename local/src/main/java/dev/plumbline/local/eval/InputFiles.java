package dev.plumbline.local.eval;

import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens what the user named as input, or says in a sentence why not. */
public final class InputFiles {
    /** The name that stands for the standard input. */
    public static final String STANDARD_INPUT = "-";

    private InputFiles() {}

    /**
     * The bytes of the file, or of the standard input for {@code -}.
     *
     * @throws UserError with {@link ExitCode#INPUT} if the file is missing, a folder, empty or not readable
     */
    public static InputStream open(String name) {
        if (name.equals(STANDARD_INPUT)) {
            return System.in;
        }
        Path path = Path.of(name);
        try {
            if (Files.isDirectory(path)) {
                throw unreadable(name, "it is a folder; name one file in it", null);
            }
            InputStream in = Files.newInputStream(path);
            if (Files.isRegularFile(path) && Files.size(path) == 0) {
                in.close();
                throw unreadable(name, "it is empty; give a file with one JSON object per line", null);
            }
            return in;
        } catch (NoSuchFileException e) {
            throw unreadable(name, "there is no such file; check the path, or use - for the standard input", e);
        } catch (AccessDeniedException e) {
            throw unreadable(name, "permission is denied; make it readable for this user", e);
        } catch (IOException e) {
            throw unreadable(name, e.getMessage() + "; check the disk", e);
        }
    }

    private static UserError unreadable(String name, String reason, @Nullable IOException cause) {
        return new UserError(ExitCode.INPUT, "cannot read " + name + ": " + reason, cause);
    }
}
