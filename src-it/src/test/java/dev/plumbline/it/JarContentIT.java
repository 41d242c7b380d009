package dev.plumbline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar holds what a cluster lacks and nothing that it brings. */
class JarContentIT {

    @Test
    void holdsTheConnectorButNoFlinkCore() throws IOException {
        assertThat(classes("org/apache/flink/connector/kafka/")).isNotEmpty();
        assertThat(classes("org/apache/flink/"))
                .allMatch(
                        name -> name.startsWith("org/apache/flink/connector/kafka/")
                                || name.startsWith("org/apache/flink/streaming/connectors/kafka/")
                                // The connector's own, in a package of the core.
                                || name.equals(
                                        "org/apache/flink/streaming/util/serialization/JSONKeyValueDeserializationSchema.class"));
    }

    @Test
    void holdsKafkasClientsButNoBroker() throws IOException {
        assertThat(classes("org/apache/kafka/clients/")).isNotEmpty();
        assertThat(classes("kafka/")).isEmpty();
        assertThat(classes("scala/")).isEmpty();
    }

    @Test
    void bringsNoLoggingBackend() throws IOException {
        for (String root : List.of("org/slf4j/", "org/apache/logging/", "org/apache/log4j/", "ch/qos/")) {
            assertThat(classes(root)).as(root).isEmpty();
        }
    }

    @Test
    void keepsItsLibrariesOutOfTheWayOfOthers() throws IOException {
        for (String root :
                List.of("com/fasterxml/", "org/snakeyaml/", "picocli/", "org/junit/", "dev/plumbline/local/")) {
            assertThat(classes(root)).as(root).isEmpty();
        }
        assertThat(classes("dev/plumbline/shaded/jackson/core/")).isNotEmpty();
    }

    @Test
    void namesItsMainClassAndItsLicence() throws IOException {
        try (JarFile jar = new JarFile(Place.jobJar().toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("dev.plumbline.job.PlumblineJob");
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
        }
    }

    private static List<String> classes(String root) throws IOException {
        try (JarFile jar = new JarFile(Place.jobJar().toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(root) && name.endsWith(".class"))
                    .toList();
        }
    }
}
