package dev.plumbline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** No library is shipped that docs/DEPENDENCIES.md does not name, with its version and licence. */
class ShippedDependenciesIT {

    private static final Pattern ROW =
            Pattern.compile("\\| `([^`]+)` \\| `([^`]+)` \\| (\\S+) \\| ([^|]+) \\| (yes)? ?\\|");

    /** Where the classes of each library lie in the job jar. */
    private static final Map<String, List<String>> ROOTS = Map.of(
            "flink-connector-kafka",
                    List.of(
                            "org/apache/flink/connector/kafka/",
                            "org/apache/flink/streaming/connectors/kafka/",
                            "org/apache/flink/streaming/util/serialization/"),
            "kafka-clients", List.of("org/apache/kafka/"),
            "lz4-java", List.of("net/jpountz/"),
            "snappy-java", List.of("org/xerial/snappy/"),
            "zstd-jni", List.of("com/github/luben/zstd/"),
            "commons-lang3", List.of("org/apache/commons/lang3/"),
            "jackson-core", List.of("dev/plumbline/shaded/jackson/"),
            "snakeyaml-engine", List.of("dev/plumbline/shaded/snakeyaml/"),
            "picocli", List.of("dev/plumbline/shaded/picocli/"));

    /** One row of the table. */
    private record Dependency(String artifact, String version, String licence, boolean inJobJar) {}

    @Test
    void theCommandLineRunsWithWhatTheTableNames() throws IOException {
        Set<String> named = table().stream()
                .map(dependency -> dependency.artifact() + "-" + dependency.version() + ".jar")
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> jars = Files.list(Place.localJar().resolveSibling("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()).filter(name -> !name.startsWith("plumbline-")))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
        assertThat(table()).allMatch(dependency -> !dependency.licence().isBlank());
    }

    @Test
    void theJobJarHoldsWhatTheTableMarks() throws IOException {
        Set<String> marked = table().stream()
                .filter(Dependency::inJobJar)
                .map(Dependency::artifact)
                .collect(Collectors.toSet());
        assertThat(ROOTS.keySet()).isEqualTo(marked);

        try (JarFile jar = new JarFile(Place.jobJar().toFile())) {
            List<String> foreign = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .filter(name -> !name.startsWith("dev/plumbline/") || name.startsWith("dev/plumbline/shaded/"))
                    .toList();
            Map<String, Long> classes = ROOTS.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            entry -> foreign.stream()
                                    .filter(name -> entry.getValue().stream().anyMatch(name::startsWith))
                                    .count()));
            assertThat(classes.values()).as("classes of each library").allMatch(count -> count > 0);
            assertThat(classes.values().stream().mapToLong(Long::longValue).sum())
                    .as("classes that belong to a library of the table")
                    .isEqualTo(foreign.size());
        }
    }

    private static List<Dependency> table() throws IOException {
        return ROW.matcher(Files.readString(Place.document("DEPENDENCIES.md")))
                .results()
                .map(row -> new Dependency(row.group(2), row.group(3), row.group(4), row.group(5) != null))
                .toList();
    }
}
