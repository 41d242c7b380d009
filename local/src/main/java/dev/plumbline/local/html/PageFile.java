package dev.plumbline.local.html;

import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a page goes. What is wrong with the place is said before any work is done for it. */
public final class PageFile {
    private final Path path;

    private PageFile(Path path) {
        this.path = path;
    }

    /**
     * A file at that path; one that is there already will be replaced.
     *
     * @param inputs files and folders that are read, and so must not be replaced or get one more file; nothing need be there
     * @throws UserError with {@link ExitCode#USAGE} if no file can be written there, or it is an input
     */
    public static PageFile at(Path path, List<Path> inputs) {
        Path folder = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path)) {
            throw unusable(path, "it is a folder; name a file in it, such as " + path.resolve("report.html"));
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw unusable(path, "there is no folder " + folder + "; create it, or name another place");
        }
        if (!Files.isWritable(Files.exists(path) ? path : folder)) {
            throw unusable(path, "permission is denied; name another place, or make this one writable for this user");
        }
        for (Path input : inputs) {
            if (isSame(path, input)) {
                throw unusable(path, "it is a file that is read; name another one");
            }
            if (isSame(folder, input)) {
                throw unusable(path, "all files of its folder are read; name another folder");
            }
        }
        return new PageFile(path);
    }

    /**
     * Writes the page, in UTF-8.
     *
     * @throws UserError with {@link ExitCode#FAILED} if that fails
     */
    public void write(String page) {
        try {
            Files.writeString(path, page);
        } catch (IOException e) {
            throw new UserError(
                    ExitCode.FAILED, "writing " + path + " failed: " + e.getMessage() + "; check the disk", e);
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            // What cannot be looked at cannot be read either, and reading it says why.
            return false;
        }
    }

    private static UserError unusable(Path path, String reason) {
        return new UserError(ExitCode.USAGE, "--html: cannot write " + path + ": " + reason);
    }
}
