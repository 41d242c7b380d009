package dev.plumbline.job.upgrade;

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
 * Makes the savepoints of a release, once, right before it is released: CONTRIBUTING.md says how. Not a test, and not run unless
 * asked for.
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
        MemoryJob.Stopped stopped = MemoryJob.standard(2, backend).stopHalfWay(folder);

        Savepoints.write(
                stopped, Path.of("src/test/resources/savepoints"), System.getProperty(RELEASE) + "-" + backend);
    }
}
