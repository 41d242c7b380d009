package dev.plumbline.job.upgrade;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The committed savepoints, a folder for each release, backend and job, that without labels and that with: {@code _metadata}, which is the whole savepoint, and {@code
 * outcome.txt}, what the job had published when it was stopped.
 */
final class Savepoints {

    /** What comes before the backend in the name of a savepoint of a job with labels. */
    static final String LABELS = "labels-";

    private static final String METADATA = "_metadata";
    private static final String OUTCOME = "outcome.txt";

    private Savepoints() {}

    /**
     * The names of all of them, such as {@code 0.1.0-rocksdb} and {@code 0.1.0-labels-rocksdb}.
     *
     * @param withLabels whether of jobs with labels, or of those without
     */
    static List<String> names(boolean withLabels) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root(), Files::isDirectory)) {
            folders.forEach(folder -> names.add(folder.getFileName().toString()));
        }
        return names.stream()
                .filter(name -> name.contains("-" + LABELS) == withLabels)
                .sorted()
                .toList();
    }

    /** A copy of one, which a job may be started from. */
    static Stopped copy(String name, Path to) throws IOException {
        Path from = root().resolve(name);
        Path savepoint = Files.createDirectories(to.resolve("savepoint"));
        Files.copy(from.resolve(METADATA), savepoint.resolve(METADATA));
        return new Stopped(Outcome.parse(Files.readAllLines(from.resolve(OUTCOME))), savepoint);
    }

    /** Puts a savepoint into a folder of its own, below the given one. */
    static void write(Stopped stopped, Path root, String name) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(stopped.savepoint())) {
            for (Path file : files) {
                if (!file.getFileName().toString().equals(METADATA)) {
                    throw new IllegalStateException(
                            "The savepoint is more than one file: " + file + "; let it hold less state.");
                }
            }
        }
        Path folder = Files.createDirectories(root.resolve(name));
        Files.deleteIfExists(folder.resolve(METADATA));
        Files.copy(stopped.savepoint().resolve(METADATA), folder.resolve(METADATA));
        Files.write(folder.resolve(OUTCOME), stopped.outcome().lines());
    }

    private static Path root() {
        try {
            return Path.of(Objects.requireNonNull(Savepoints.class.getResource("/savepoints"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
