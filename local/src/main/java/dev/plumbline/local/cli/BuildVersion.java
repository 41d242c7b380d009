package dev.plumbline.local.cli;

import dev.plumbline.job.JobVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down, with those of what it stands on: the first thing to ask for in a bug report. */
final class BuildVersion implements IVersionProvider {
    private static final String RESOURCE = "version.properties";

    @Override
    public String[] getVersion() {
        Properties versions = new Properties();
        try (InputStream in = BuildVersion.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the build");
            }
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new String[] {
            "plumbline %s (Flink %s, Kafka %s, Java %s)"
                    .formatted(
                            JobVersion.text(),
                            versions.getProperty("flink"),
                            versions.getProperty("kafka"),
                            System.getProperty("java.version"))
        };
    }
}
