package dev.plumbline.local.engine;

import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run, below the JVM's temporary folder: checkpoints, temporary data, the log. Closing deletes it, but for
 * the log if it is to be kept. Make it before anything logs, for it tells the logging where to write.
 */
public final class WorkFolder implements AutoCloseable {
    private static final String LOG_PROPERTY = "plumbline.log";
    private static final String CONSOLE_PROPERTY = "plumbline.log.console";

    private final Path path;
    private boolean logKept;

    private WorkFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes a folder, and sends the log to {@code plumbline.log} in it.
     *
     * @param warningsShown whether warnings of Plumbline itself also go to the standard error
     * @throws UserError if it cannot be made
     */
    public static WorkFolder create(boolean warningsShown) {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            WorkFolder folder = new WorkFolder(Files.createTempDirectory(parent, "plumbline-"));
            System.setProperty(LOG_PROPERTY, folder.log().toString());
            System.setProperty(CONSOLE_PROPERTY, warningsShown ? "WARN" : "OFF");
            return folder;
        } catch (IOException e) {
            throw new UserError(
                    ExitCode.FAILED,
                    "cannot write to the folder for temporary files, " + parent + ": " + e
                            + "; free some space or set PLUMBLINE_JAVA_OPTS=-Djava.io.tmpdir=/another/folder",
                    e);
        }
    }

    /** The folder itself. */
    public Path path() {
        return path;
    }

    /** Where the log is, if anything was logged. */
    public Path log() {
        return path.resolve("plumbline.log");
    }

    /** Keeps the log when the rest is deleted: somebody will want to read it. */
    public void keepLog() {
        logKept = true;
    }

    /** Deletes the folder. What cannot be deleted stays: these are temporary files, and the run is over. */
    @Override
    public void close() {
        try {
            Files.walkFileTree(path, new Deletion());
        } catch (IOException e) {
            // Left to whoever cleans the temporary folder.
            return;
        }
    }

    private final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!logKept || !file.getFileName().toString().startsWith("plumbline.log")) {
                Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            // The engine deletes its own files at the same time.
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            if (!logKept || !folder.equals(path) || Files.notExists(log())) {
                Files.deleteIfExists(folder);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
