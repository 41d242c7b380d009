package dev.plumbline.bench.run;

import dev.plumbline.bench.result.Machine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;

/** Finds out where this runs. What the system does not tell is {@code unknown}. */
public final class ThisMachine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String UNKNOWN = "unknown";
    private static final int PATIENCE_S = 10;

    private ThisMachine() {}

    /** The machine, as it is now. */
    public static Machine describe() {
        return new Machine(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                "%s %s %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")),
                processor(),
                Runtime.getRuntime().availableProcessors(),
                ProcessFigures.memoryBytes(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                EnvironmentInformation.getVersion(),
                AppInfoParser.getVersion(),
                revision());
    }

    private static String processor() {
        try {
            if (Files.isReadable(PROCESSORS)) {
                return Files.readAllLines(PROCESSORS).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(UNKNOWN);
            }
        } catch (IOException e) {
            return UNKNOWN;
        }
        return UNKNOWN;
    }

    private static String revision() {
        Optional<String> revision = git("rev-parse", "--short=12", "HEAD");
        boolean changed = git("status", "--porcelain", "--untracked-files=no")
                .filter(text -> !text.isEmpty())
                .isPresent();
        return revision.map(text -> changed ? text + "+" : text).orElse(UNKNOWN);
    }

    /** What git says about the checkout in which this class lies. */
    private static Optional<String> git(String... arguments) {
        try {
            Path folder = Path.of(ThisMachine.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling("");
            List<String> command = new ArrayList<>(List.of("git"));
            command.addAll(List.of(arguments));
            Process git = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean ended = git.waitFor(PATIENCE_S, TimeUnit.SECONDS);
            return ended && git.exitValue() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException | URISyntaxException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
