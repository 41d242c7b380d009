package dev.plumbline.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.plumbline.job.config.Partition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers as Flink's REST interface gives them. */
class ProbeTest {
    private static final Partition FIRST = new Partition("team.predictions", 0);
    private static final Partition SECOND = new Partition("team.predictions", 12);

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private HttpServer server;
    private Probe probe;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = answers.getOrDefault(exchange.getRequestURI().getPath(), "{\"errors\":[\"Not found: /x\"]}")
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        probe = new Probe(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "j1", "source", "pane");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void findsTheOffsetsOfTheSource() {
        answers.put("/jobs/j1", """
                {"jid":"j1","name":"x","vertices":[{"id":"v0","name":"window -> reports: Writer"},
                {"id":"v1","slotSharingGroupId":"g","name":"Source: source -> pane","status":"RUNNING"}],
                "plan":{"nodes":[{"id":"v9","description":"Source: source"}]}}""");
        answers.put("/jobs/j1/vertices/v1/subtasks/metrics", """
                [{"id":"Source__source.KafkaSourceReader.topic.team_predictions.partition.0.currentOffset","max":41.0},
                {"id":"Source__source.KafkaSourceReader.topic.team_predictions.partition.12.currentOffset","max":-1.0},
                {"id":"something.else","max":7.0}]""");

        assertThat(probe.offsets(List.of(FIRST, SECOND))).isEqualTo(Map.of(FIRST, 41L));
        answers.put("/jobs/j1/vertices/v1/subtasks/metrics", "[{\"id\":\"pane.plumbline.recordsIn\",\"sum\":1.2E7}]");
        assertThat(probe.records()).hasValue(12_000_000);
    }

    @Test
    void findsTheOffsetsOfLabelsInAVertexOfTheirOwn() {
        answers.put("/jobs/j1", """
                {"vertices":[{"id":"v1","name":"Source: source -> predictions entry"},
                {"id":"v2","name":"Source: labels -> labels entry"}]}""");
        answers.put("/jobs/j1/vertices/v2/subtasks/metrics", """
                [{"id":"Source__labels.KafkaSourceReader.topic.team_predictions.partition.0.currentOffset","max":3.0},
                {"id":"labels_entry.plumbline.recordsIn","sum":7.0}]""");
        Probe labels = new Probe(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "j1", "labels", "labels entry");

        assertThat(labels.offsets(List.of(FIRST))).isEqualTo(Map.of(FIRST, 3L));
        assertThat(labels.records()).hasValue(7);
    }

    @Test
    void knowsNothingAsLongAsTheEngineTellsNothing() {
        assertThat(probe.offsets(List.of(FIRST))).isEmpty();
        answers.put("/jobs/j1", "no JSON");
        assertThat(probe.offsets(List.of(FIRST))).isEmpty();
        stop();
        assertThat(probe.offsets(List.of(FIRST))).isEmpty();
        assertThat(probe.records()).isEmpty();
    }
}
