package dev.plumbline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processes themselves, without our job: when this fails, the other tests cannot tell anything. */
class HarnessIT {

    @TempDir
    Path home;

    @Test
    void aBrokerKeepsItsRecordsWhenItIsKilledAndWhenItIsStopped() {
        try (BrokerProcess broker = BrokerProcess.start(home, Place.logs("harness-broker"))) {
            Topics topics = new Topics(broker.bootstrapServers());
            topics.create("numbers", 2);

            topics.send(List.of(record(0, "one"), record(1, "two")));
            broker.killHard();
            broker.startAgain();
            topics.send(List.of(record(1, "three")));
            broker.terminate();
            broker.startAgain();

            assertThat(topics.drain("numbers"))
                    .extracting(record -> record.partition() + " " + new String(record.value(), StandardCharsets.UTF_8))
                    .containsExactlyInAnyOrder("0 one", "1 two", "1 three");
        }
    }

    @Test
    void aClusterRunsJobsLosesAWorkerAndMovesStateWithASavepoint() throws IOException {
        try (FlinkCluster cluster = FlinkCluster.start(home, Place.logs("harness-cluster"), 2, Map.of())) {
            FlinkRest rest = cluster.rest();
            String jar = rest.upload(jarOf(HarnessJob.class));

            String bounded = rest.run(jar, 2, List.of("1000", "1000000"));
            rest.awaitStatus(bounded, "FINISHED");
            assertThat(rest.restarts(bounded)).isZero();
            assertThat(rest.exceptions(bounded)).isEmpty();

            // Needs all four slots, so it certainly runs on the worker that is killed.
            String endless = rest.run(jar, 4, List.of(Long.toString(Long.MAX_VALUE), "100"));
            rest.awaitTasksRunning(endless);
            Await.until("a checkpoint", () -> rest.completedCheckpoints(endless) > 0);
            cluster.killTaskManager();
            cluster.startTaskManager();
            Await.until("a restart", () -> rest.restarts(endless) > 0);
            rest.awaitTasksRunning(endless);
            assertThat(rest.exceptions(endless)).isNotEmpty();

            String savepoint = rest.stopWithSavepoint(endless, cluster.savepoints());
            String resumed = rest.run(jar, 1, List.of(Long.toString(Long.MAX_VALUE), "100"), savepoint);
            rest.awaitTasksRunning(resumed);
            rest.cancel(resumed);
            assertThat(rest.exceptions(resumed)).isEmpty();
        }
    }

    private static ProducerRecord<byte[], byte[]> record(int partition, String value) {
        return new ProducerRecord<>("numbers", partition, null, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A jar with one class, and the classes nested in it, as its main class. */
    private Path jarOf(Class<?> mainClass) throws IOException {
        // As a URI: in the path of a URL, a space is %20.
        Path classes = Path.of(URI.create(
                mainClass.getProtectionDomain().getCodeSource().getLocation().toString()));
        Path folder = classes.resolve(mainClass.getPackageName().replace('.', '/'));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass.getName());
        Path jar = home.resolve("harness.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                DirectoryStream<Path> found = Files.newDirectoryStream(folder, mainClass.getSimpleName() + "*.class")) {
            for (Path type : found) {
                out.putNextEntry(new ZipEntry(classes.relativize(type).toString()));
                Files.copy(type, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
