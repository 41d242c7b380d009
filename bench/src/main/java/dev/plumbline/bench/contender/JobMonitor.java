package dev.plumbline.bench.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks Flink's REST interface about a running job. */
final class JobMonitor {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final String CHECKPOINTS = "/checkpoints";
    private static final String SAVEPOINTS = "/savepoints";

    private final URI job;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    JobMonitor(URI webUi, String job) {
        this.job = webUi.resolve("/jobs/" + job);
    }

    /**
     * Waits until an operator has seen a watermark in all of its tasks.
     *
     * @param operator the beginning of the name of its vertex
     * @throws IllegalStateException if it does not for minutes
     */
    void awaitWatermark(String operator, long watermark) {
        String vertex = vertex(operator);
        await("the watermark of " + operator, () -> {
            JsonNode marks = get("/vertices/" + vertex + "/watermarks");
            boolean seen = !marks.isEmpty();
            for (JsonNode mark : marks) {
                // As text: the watermarks of the beginning and the end are too large for numbers of some readers.
                seen &= Long.parseLong(mark.get("value").asText()) >= watermark;
            }
            return seen ? marks : null;
        });
    }

    /** Has it take a full checkpoint, and returns its size in bytes. */
    long checkpointBytes() {
        JsonNode taken = trigger(CHECKPOINTS, "{\"checkpointType\":\"FULL\"}");
        return get(CHECKPOINTS + "/details/" + taken.get("checkpointId").asLong())
                .get("state_size")
                .asLong();
    }

    /** Has it take a canonical savepoint into a folder, and returns its size in bytes. */
    long savepointBytes(Path folder) {
        JsonNode taken = trigger(
                SAVEPOINTS, "{\"target-directory\":\"%s\",\"formatType\":\"CANONICAL\"}".formatted(folder.toUri()));
        try (Stream<Path> files =
                Files.walk(Path.of(URI.create(taken.get("location").asText())))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("a savepoint cannot be read", e);
        }
    }

    private JsonNode trigger(String what, String how) {
        String id = send(
                        what,
                        request -> request.header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(how)))
                .get("request-id")
                .asText();
        JsonNode taken = await("an answer about " + what, () -> {
            JsonNode answer = get(what + "/" + id);
            boolean done = answer.at("/status/id").asText().equals("COMPLETED");
            return done ? answer.get("operation") : null;
        });
        if (taken.has("failure-cause")) {
            throw new IllegalStateException(what + " failed: " + taken.get("failure-cause"));
        }
        return taken;
    }

    private String vertex(String operator) {
        for (JsonNode vertex : get("").get("vertices")) {
            if (vertex.get("name").asText().startsWith(operator)) {
                return vertex.get("id").asText();
            }
        }
        throw new IllegalStateException("the job has no operator " + operator);
    }

    /** Asks until there is an answer. */
    private interface Question {
        @Nullable
        JsonNode ask();
    }

    private static JsonNode await(String what, Question question) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        JsonNode answer = question.ask();
        while (answer == null) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(what + " has not come for " + LIMIT.toMinutes() + " minutes");
            }
            LockSupport.parkNanos(LOOK.toNanos());
            answer = question.ask();
        }
        return answer;
    }

    private JsonNode get(String path) {
        return send(path, HttpRequest.Builder::GET);
    }

    private JsonNode send(String path, Function<HttpRequest.Builder, HttpRequest.Builder> method) {
        try {
            HttpRequest request =
                    method.apply(HttpRequest.newBuilder(URI.create(job + path))).build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        "Flink answers %d to %s: %s".formatted(response.statusCode(), path, response.body()));
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("Flink does not answer to " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
