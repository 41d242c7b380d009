package dev.plumbline.job.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Savepoints of every released version go on in this one, on either backend: the same final reports, the same late records and the
 * same ledger as a run that was never stopped.
 */
@Timeout(300)
class SavepointRestoreTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    @TempDir
    private Path folder;

    static Stream<Arguments> savepoints() throws IOException {
        return onBothBackends(false);
    }

    static Stream<Arguments> savepointsWithLabels() throws IOException {
        return onBothBackends(true);
    }

    private static Stream<Arguments> onBothBackends(boolean withLabels) throws IOException {
        return Savepoints.names(withLabels).stream()
                .flatMap(name -> Stream.of(Arguments.of(name, "hashmap", 3), Arguments.of(name, "rocksdb", 1)));
    }

    @ParameterizedTest
    @MethodSource("savepoints")
    void aSavepointOfAReleaseGoesOnInThisOne(String name, String backend, int parallelism) throws Exception {
        Outcome uninterrupted = MemoryJob.standard(1, "hashmap").run(null);
        Stopped stopped = Savepoints.copy(name, folder);

        Outcome rest = MemoryJob.standard(parallelism, backend).run(stopped.savepoint());

        assertThat(stopped.outcome().reports()).isNotEmpty();
        assertThat(stopped.outcome().letters()).anyMatch(letter -> letter.startsWith("late "));
        assertThat(rest.letters()).anyMatch(letter -> letter.startsWith("late "));
        assertThat(stopped.outcome().then(rest)).isEqualTo(uninterrupted);
    }

    @ParameterizedTest
    @MethodSource("savepointsWithLabels")
    void aSavepointWithLabelsGoesOnInThisOne(String name, String backend, int parallelism) throws Exception {
        Outcome uninterrupted = new MemoryLabelsJob(1, "hashmap").run(null);
        Stopped stopped = Savepoints.copy(name, folder);

        Outcome rest = new MemoryLabelsJob(parallelism, backend).run(stopped.savepoint());

        assertThat(stopped.outcome().reports()).isNotEmpty();
        assertThat(stopped.outcome().then(rest)).isEqualTo(uninterrupted);
    }

    /** There are savepoints to restore: an empty folder would let everything pass. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bothBackendsHaveASavepoint(boolean withLabels) throws IOException {
        assertThat(Savepoints.names(withLabels))
                .anyMatch(name -> name.endsWith("-hashmap"))
                .anyMatch(name -> name.endsWith("-rocksdb"));
    }
}
