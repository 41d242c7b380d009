package dev.plumbline.local.cli;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the configuration comes from, the same for every command that takes one. */
final class ConfigOptions {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override one value of the configuration, for example --set metric.variant=tf2.3;"
                    + " may be repeated.")
    private List<String> overrides = new ArrayList<>();

    /**
     * The configuration in {@code file}, with the overrides.
     *
     * @throws UserError if the file cannot be read
     * @throws dev.plumbline.job.config.ConfigException if it is wrong, with all its mistakes
     */
    JobConfig load(Path file) {
        return ConfigLoader.load(read(file), file.toString(), overrides, System.getenv());
    }

    /** The configuration in {@code file}, or in {@code defaults} without one, with the overrides and then {@code more}. */
    JobConfig load(@Nullable Path file, String defaults, List<String> more) {
        List<String> all = new ArrayList<>(overrides);
        all.addAll(more);
        return file == null
                ? ConfigLoader.load(defaults, "defaults", all, System.getenv())
                : ConfigLoader.load(read(file), file.toString(), all, System.getenv());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file", e);
        } catch (MalformedInputException e) {
            throw unreadable(file, "it is not UTF-8 text", e);
        } catch (IOException e) {
            throw unreadable(file, Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage()), e);
        }
    }

    private static UserError unreadable(Path file, String reason, IOException cause) {
        return new UserError(
                ExitCode.CONFIGURATION,
                "cannot read the configuration " + file + ": " + reason + "; give --config the path of a YAML file",
                cause);
    }
}
