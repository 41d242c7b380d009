package dev.plumbline.job.upgrade;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Makes the savepoints of a release, of a job without labels and of one with, on both backends, once, right before it is released. Not a
 * test, and not run unless asked for:
 *
 * <pre>mvn test -pl job -am -Dtest=SavepointGenerator -Dsurefire.failIfNoSpecifiedTests=false -Dplumbline.savepoints=0.1.0</pre>
 *
 * <p>Until then the same command makes them anew whenever a layout of state changes in place.
 */
@EnabledIfSystemProperty(named = SavepointGenerator.RELEASE, matches = "[0-9]+\\.[0-9]+\\.[0-9]+")
class SavepointGenerator {

    static final String RELEASE = "plumbline.savepoints";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    @Timeout(300)
    void write(String backend) throws Exception {
        write(MemoryJob.standard(2, backend).stopHalfWay(folder), backend);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    @Timeout(300)
    void writeWithLabels(String backend) throws Exception {
        write(new MemoryLabelsJob(2, backend).stopHalfWay(folder), Savepoints.LABELS + backend);
    }

    private static void write(Stopped stopped, String name) throws IOException {
        Savepoints.write(stopped, Path.of("src/test/resources/savepoints"), System.getProperty(RELEASE) + "-" + name);
    }
}
