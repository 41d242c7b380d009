package dev.plumbline.it;

import dev.plumbline.local.broker.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The ZooKeeper that Flink brings, alone and on 127.0.0.1: it remembers who leads the cluster and which jobs run. */
final class ZooKeeperProcess implements AutoCloseable {

    private final int port;
    private final JavaProcess process;

    private ZooKeeperProcess(Path home, Path logs) {
        this.port = LoopbackPorts.free(1).get(0);
        Path config = home.resolve("zoo.cfg");
        try {
            // A session ends after 2 to 20 ticks of silence, as the client wishes.
            Files.writeString(config, """
                    dataDir=%s
                    clientPort=%d
                    clientPortAddress=127.0.0.1
                    tickTime=500
                    admin.enableServer=false
                    """.formatted(home.resolve("zookeeper"), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.process = JavaProcess.start(
                "ZooKeeper",
                logs.resolve("zookeeper.log"),
                List.of(
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        Place.loggingFlag(home),
                        "-cp",
                        Place.flinkClassPath(),
                        "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
                        "--zkConfigFile",
                        config.toString(),
                        "--peerId",
                        "1"));
    }

    /** Starts ZooKeeper and waits until it listens. */
    static ZooKeeperProcess start(Path home, Path logs) {
        ZooKeeperProcess zooKeeper = new ZooKeeperProcess(home, logs);
        Await.until("ZooKeeper to listen", () -> {
            zooKeeper.process.requireAlive();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), zooKeeper.port)) {
                return socket.isConnected();
            }
        });
        return zooKeeper;
    }

    /** The address, {@code 127.0.0.1:port}. */
    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.close();
    }
}
