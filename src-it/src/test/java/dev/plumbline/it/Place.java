package dev.plumbline.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where the build has put what the processes need, and where they may write. */
final class Place {

    private Place() {}

    /** The class path of the Flink processes. */
    static String flinkClassPath() {
        return property("it.flink.lib") + "/*";
    }

    /** The class path of the broker process. */
    static String kafkaClassPath() {
        return property("it.kafka.lib") + "/*";
    }

    /** The jar that is deployed to a cluster. */
    static Path jobJar() {
        return Path.of(property("it.job.jar")).normalize();
    }

    /** The jar of the command line, with the jars that it needs beside it in {@code lib}. */
    static Path localJar() {
        return Path.of(property("it.local.jar")).normalize();
    }

    /** A page of the documentation. */
    static Path document(String name) {
        return Path.of(property("it.docs"), name).normalize();
    }

    /** The folder for the logs of one test, without those of its last run. */
    static Path logs(String test) {
        Path folder = Path.of(property("it.logs"), test);
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "*.log")) {
                for (Path log : old) {
                    Files.delete(log);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /** The JVM flag that makes a process log to its own output, which goes to a file. */
    static String loggingFlag(Path home) {
        Path file = home.resolve("log4j2-process.properties");
        try (InputStream resource = Place.class.getResourceAsStream("/log4j2-process.properties")) {
            if (resource == null) {
                throw new IllegalStateException("log4j2-process.properties is missing from the test resources");
            }
            Files.copy(resource, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "-Dlog4j2.configurationFile=" + file.toUri();
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(
                    "The system property " + name + " is not set. The build sets it; outside of it,"
                            + " run `mvn verify -pl src-it -am` once and set it as src-it/pom.xml does.");
        }
        return value;
    }
}
