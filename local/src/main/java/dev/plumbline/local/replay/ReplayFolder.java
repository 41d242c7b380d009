package dev.plumbline.local.replay;

import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder that outlives a replay which is interrupted: what was begun ({@link ReplayState}), the checkpoints, how far reading
 * had come, the tally, and the reports for a page. One process uses it at a time. Only files of these names are ever deleted in it. The layout is in
 * {@code docs/FORMATS.md}.
 */
public final class ReplayFolder implements AutoCloseable {
    private static final String STATE = "replay.properties";
    private static final String CONFIG = "config.yaml";
    private static final String CHECKPOINTS = "checkpoints";
    private static final String POSITIONS = "positions";
    private static final String TALLY = "tally";
    private static final String REPORTS = "reports";
    private static final String CHECKPOINTED = "checkpointed";
    private static final String LOCK = "lock";
    private static final Pattern CHECKPOINT = Pattern.compile("chk-([0-9]+)");

    private final Path path;
    private final FileChannel lock;

    private ReplayFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Opens the folder, and makes it if it is not there.
     *
     * @throws UserError if that is impossible, or if another process uses it
     */
    public static ReplayFolder open(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel lock =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (lock.tryLock() != null) {
                    return new ReplayFolder(path, lock);
                }
            } catch (OverlappingFileLockException e) {
                // This very process; to the user it is the same.
                lock.close();
                throw inUse(path);
            }
            lock.close();
            throw inUse(path);
        } catch (IOException e) {
            throw new UserError(
                    ExitCode.FAILED,
                    "cannot write to the replay's state folder " + path + ": " + e
                            + "; make it writable, or name another with --state",
                    e);
        }
    }

    private static UserError inUse(Path path) {
        return new UserError(
                ExitCode.FAILED,
                "this replay is running in another process, which uses " + path
                        + "; wait for it, or give this one another --name");
    }

    /** What was begun here and has not ended; empty if nothing was. */
    public Optional<ReplayState> begun() {
        if (!Files.exists(path.resolve(STATE))) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ReplayState.parse(Files.readString(path.resolve(STATE)), Files.readString(path.resolve(CONFIG))));
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError(
                    ExitCode.FAILED,
                    "the state of the interrupted replay in " + path + " cannot be read: " + e.getMessage()
                            + "; --restart begins it anew",
                    e);
        }
    }

    /** Notes what is begun. */
    public void begin(ReplayState state) {
        write(CONFIG, state.config());
        // Last, because it is what says that there is something to resume.
        write(STATE, state.toText());
    }

    /** Where the engine keeps its checkpoints. */
    public Path checkpoints() {
        return path.resolve(CHECKPOINTS);
    }

    /** Where the tally is written. */
    Path tallyFile() {
        return path.resolve(TALLY);
    }

    /** Where reports are collected for a page. */
    Path reportsFile() {
        return path.resolve(REPORTS);
    }

    /** The newest checkpoint that is complete; empty if there is none. */
    public Optional<Path> newestCheckpoint() {
        if (!Files.isDirectory(checkpoints())) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(checkpoints(), 2)) {
            Optional<Path> newest = files.filter(folder -> number(folder) >= 0
                            // Flink renames the metadata to this name when it is complete.
                            && Files.exists(folder.resolve("_metadata")))
                    .max(Comparator.comparingLong(ReplayFolder::number));
            if (newest.isPresent() && !Files.exists(path.resolve(CHECKPOINTED))) {
                write(CHECKPOINTED, "");
            }
            return newest;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Whether there has ever been a checkpoint, whatever has become of it. */
    public boolean hadCheckpoint() {
        return Files.exists(path.resolve(CHECKPOINTED));
    }

    private static long number(Path folder) {
        Matcher matcher = CHECKPOINT.matcher(folder.getFileName().toString());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }

    /** Notes how far reading has come, for the next time's progress. */
    void positions(String text) {
        write(POSITIONS, text);
    }

    /** What was noted last; empty if nothing was. */
    String positions() {
        try {
            return Files.exists(path.resolve(POSITIONS)) ? Files.readString(path.resolve(POSITIONS)) : "";
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Deletes what was begun, and the folder if nothing else is in it. The lock stays with this process until it is closed. */
    public void clear() {
        try {
            for (String name : List.of(STATE, CONFIG, POSITIONS, TALLY, REPORTS, CHECKPOINTED)) {
                Files.deleteIfExists(path.resolve(name));
            }
            if (Files.exists(checkpoints())) {
                try (Stream<Path> files = Files.walk(checkpoints())) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Lets the folder go; it stays only if something was begun in it. */
    @Override
    public void close() {
        try {
            lock.close();
            if (!Files.exists(path.resolve(STATE))) {
                Files.deleteIfExists(path.resolve(LOCK));
                deleteIfEmpty(path);
            }
        } catch (IOException e) {
            // An empty folder stays behind, which hurts nobody.
            return;
        }
    }

    /** Also the folders above that were made for it. */
    private static void deleteIfEmpty(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(folder);
        Path parent = folder.getParent();
        if (parent != null && List.of("replay", ".plumbline").contains(parent.getFileName() + "")) {
            deleteIfEmpty(parent);
        }
    }

    private void write(String name, String text) {
        try {
            replace(path.resolve(name), text);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Writes a file so that it is never seen half written, whenever the process dies. */
    static void replace(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(temporary, text);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private UserError failed(IOException e) {
        return new UserError(
                ExitCode.FAILED,
                "cannot use the replay's state folder " + path + ": " + e
                        + "; free some space, or name another with --state",
                e);
    }
}
