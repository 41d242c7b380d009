package dev.plumbline.local.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The temporary folder of one embedded broker: its properties file and its data. */
final class BrokerFolder {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerFolder.class);

    private final Path root;

    private BrokerFolder(Path root) {
        this.root = root;
    }

    static BrokerFolder createIn(Path parent) {
        try {
            return new BrokerFolder(Files.createTempDirectory(parent, "plumbline-broker-"));
        } catch (IOException e) {
            throw notWritable(parent, e);
        }
    }

    Path data() {
        return root.resolve("data");
    }

    void format(Properties properties) {
        Path file = root.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw notWritable(root, e);
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        String[] arguments = {"format", "--standalone", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
        int status;
        try {
            status = StorageTool.execute(arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            throw notFormatted(e.toString(), e);
        }
        if (status != 0) {
            throw notFormatted(output.toString(StandardCharsets.UTF_8).strip(), null);
        }
    }

    /** Deletes everything. What cannot be deleted is logged and left: a broker that was closed is not worth a failure. */
    void delete() {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                        throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOG.warn("The embedded broker's folder {} could not be deleted; delete it by hand.", root, e);
        }
    }

    private BrokerException notFormatted(String reason, @Nullable Throwable cause) {
        String sentence = "The embedded broker could not format its data folder " + data() + ": " + reason;
        return cause == null ? new BrokerException(sentence) : new BrokerException(sentence, cause);
    }

    private static BrokerException notWritable(Path folder, IOException cause) {
        return new BrokerException(
                "The embedded broker cannot write its data below " + folder + " (" + cause
                        + "); free some space, grant the right to write, or choose another folder with"
                        + " -Djava.io.tmpdir=FOLDER.",
                cause);
    }
}
