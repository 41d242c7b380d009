package dev.plumbline.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nobody outside this machine can reach what the command line, or these tests, start. */
@ExtendWith(Deployment.Resolver.class)
class LoopbackIT {

    @TempDir
    private Path folder;

    @BeforeEach
    void needTheKernelsWord() {
        assumeTrue(ListeningSockets.areKnown(), "this system has no /proc, so nobody tells on what a process listens");
    }

    @Test
    void theDemoListensOnThisMachineOnly() throws IOException {
        Path log = Place.logs("loopback-demo").resolve("demo.log");
        try (JavaProcess demo = commandLine(log, "demo", "--rate", "10")) {
            awaitText(demo, log, "tumbling");

            // The broker for clients, the broker for itself, and Flink's web page.
            assertOnLoopback(demo.pid(), 3);
            demo.terminate();
        }
    }

    @Test
    void theRunCommandListensOnThisMachineOnly(Deployment deployment) throws IOException {
        deployment.topics().create("loopback.predictions", 1);
        Path config = Files.writeString(folder.resolve("run.yaml"), """
                source: {kafka: {bootstrap_servers: "%s", topics: loopback.predictions}}
                dead_letters: {console: {}}
                """.formatted(deployment.bootstrapServers()));
        Path log = Place.logs("loopback-run").resolve("run.log");
        try (JavaProcess run = commandLine(log, "run", "--config", config.toString())) {
            awaitText(run, log, "is running");

            assertOnLoopback(run.pid(), 1);
            run.terminate();
        }
    }

    @Test
    void theProcessesOfTheTestsListenOnThisMachineOnly(Deployment deployment) throws IOException {
        for (long pid : deployment.pids()) {
            assertOnLoopback(pid, 1);
        }
    }

    private JavaProcess commandLine(Path log, String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("-Djava.io.tmpdir=" + folder, "-jar", Place.localJar().toString()));
        all.addAll(List.of(arguments));
        return JavaProcess.start("command line", log, all);
    }

    private static void awaitText(JavaProcess process, Path log, String text) {
        Await.until("\"" + text + "\" in " + log, () -> {
            process.requireAlive();
            return Files.readString(log).contains(text);
        });
    }

    private static void assertOnLoopback(long pid, int atLeast) throws IOException {
        assertThat(ListeningSockets.of(pid))
                .hasSizeGreaterThanOrEqualTo(atLeast)
                .extracting(InetSocketAddress::getAddress)
                .allMatch(address -> address.isLoopbackAddress(), "is a loopback address");
    }
}
