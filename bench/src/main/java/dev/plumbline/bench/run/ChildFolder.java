package dev.plumbline.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where a child may write: temporary files, its log, and what it prints on its standard error. */
final class ChildFolder {
    private static final int SHOWN = 25;

    private final Path path;

    private ChildFolder(Path path) {
        this.path = path;
    }

    /** Makes a new one in the parent's folder, which is deleted as a whole. */
    static ChildFolder createIn(Path parent, String name) {
        try {
            return new ChildFolder(Files.createTempDirectory(parent, name.replaceAll("\\W", "-") + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for a child in " + parent, e);
        }
    }

    Path path() {
        return path;
    }

    Path errors() {
        return path.resolve("stderr.txt");
    }

    /** The last lines of all that the child has written to be read by people. */
    String endOfLogs() {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(path, 2)) {
            for (Path file : files.filter(this::isLog).sorted().toList()) {
                List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
                text.append("the end of ").append(path.relativize(file)).append(":\n");
                lines.stream()
                        .skip(Math.max(0, lines.size() - SHOWN))
                        .forEach(line -> text.append("  ").append(line).append('\n'));
            }
        } catch (IOException e) {
            text.append("its logs cannot be read: ").append(e.getMessage());
        }
        return text.toString();
    }

    private boolean isLog(Path file) {
        return file.equals(errors()) || file.getFileName().toString().equals("plumbline.log");
    }
}
