package dev.plumbline.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the tests ask of a JobManager, over the REST interface that users have. */
final class FlinkRest {

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);
    private static final Set<String> TERMINAL = Set.of("FINISHED", "FAILED", "CANCELED", "SUSPENDED");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String root;

    FlinkRest(int port) {
        this.root = "http://127.0.0.1:" + port;
    }

    /** The slots that the registered TaskManagers offer, taken or not. */
    int slots() throws IOException {
        return get("/overview").path("slots-total").asInt();
    }

    /** Uploads a jar and returns its id. */
    String upload(Path jar) throws IOException {
        String boundary = "plumbline-boundary";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                        + jar.getFileName() + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        Files.copy(jar, body);
        body.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = request("/jars/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        return Path.of(send(request).path("filename").asText()).getFileName().toString();
    }

    /** Runs the main class that the jar's manifest names, and returns the id of its job. */
    String run(String jar, int parallelism, List<String> arguments) throws IOException {
        return run(jar, parallelism, arguments, null);
    }

    /** Runs the jar's main class from a savepoint, and returns the id of its job. */
    String run(String jar, int parallelism, List<String> arguments, @Nullable String savepoint) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("parallelism", parallelism);
        arguments.forEach(body.putArray("programArgsList")::add);
        if (savepoint != null) {
            body.put("savepointPath", savepoint);
        }
        return post("/jars/" + jar + "/run", body).path("jobid").asText();
    }

    /** Lets the jar's main class define its job, without running it, and returns the job's plan as JSON. */
    String plan(String jar, int parallelism, List<String> arguments) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("parallelism", parallelism);
        arguments.forEach(body.putArray("programArgsList")::add);
        return post("/jars/" + jar + "/plan", body).toString();
    }

    /** Everything that the web page can show of the cluster and of all its jobs, answer by answer. */
    List<String> everything() throws IOException {
        List<String> answers = new ArrayList<>();
        for (String path : List.of(
                "/config",
                "/overview",
                "/jars",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/jobmanager/metrics",
                "/taskmanagers")) {
            answers.add(get(path).toString());
        }
        for (JsonNode job : get("/jobs").path("jobs")) {
            String path = "/jobs/" + job.path("id").asText();
            JsonNode details = get(path);
            answers.add(details.toString());
            for (String part : List.of(
                    "/config",
                    "/plan",
                    "/exceptions",
                    "/accumulators",
                    "/checkpoints",
                    "/checkpoints/config",
                    "/jobmanager/config")) {
                answers.add(get(path + part).toString());
            }
            for (JsonNode vertex : details.path("vertices")) {
                answers.add(
                        get(path + "/vertices/" + vertex.path("id").asText()).toString());
            }
        }
        return answers;
    }

    /** The job's status, such as RUNNING or FINISHED. */
    String status(String job) throws IOException {
        return get("/jobs/" + job).path("state").asText();
    }

    /** Waits for a status; a job that ends in another one fails the test with the reason that Flink gives. */
    void awaitStatus(String job, String wanted) {
        Await.until("job " + job + " to be " + wanted, () -> {
            String status = status(job);
            if (TERMINAL.contains(status) && !status.equals(wanted)) {
                throw new AssertionError("Job " + job + " is " + status + " instead of " + wanted + ": "
                        + String.join("\n", exceptions(job)));
            }
            return status.equals(wanted);
        });
    }

    /** Waits until every task of the job runs, which is later than the job's own status RUNNING. */
    void awaitTasksRunning(String job) {
        Await.until("all tasks of job " + job + " to run", () -> {
            JsonNode details = get("/jobs/" + job);
            String status = details.path("state").asText();
            if (TERMINAL.contains(status)) {
                throw new AssertionError(
                        "Job " + job + " is " + status + " instead of RUNNING: " + String.join("\n", exceptions(job)));
            }
            // A vertex counts as running when one of its tasks does, so its own status says too little.
            JsonNode vertices = details.path("vertices");
            return !vertices.isEmpty()
                    && vertices.valueStream().allMatch(vertex -> {
                        int running = vertex.path("tasks").path("RUNNING").asInt();
                        return running == vertex.path("parallelism").asInt();
                    });
        });
    }

    /** The stack traces of all failures of the job so far, newest first; empty if it never failed. */
    List<String> exceptions(String job) throws IOException {
        List<String> traces = new ArrayList<>();
        get("/jobs/" + job + "/exceptions")
                .path("exceptionHistory")
                .path("entries")
                .forEach(entry -> traces.add(entry.path("stacktrace").asText()));
        return traces;
    }

    /** How often the job's most unlucky task was started again; it can also be asked when the job has ended. */
    int restarts(String job) throws IOException {
        int most = 0;
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            String path = "/jobs/" + job + "/vertices/" + vertex.path("id").asText();
            for (JsonNode subtask : get(path).path("subtasks")) {
                most = Math.max(most, subtask.path("attempt").asInt());
            }
        }
        return most;
    }

    /** Asserts that the job has never failed and none of its tasks was ever started again. */
    void requireUndisturbed(String job) throws IOException {
        List<String> failures = exceptions(job);
        int restarts = restarts(job);
        if (!failures.isEmpty() || restarts > 0) {
            throw new AssertionError(
                    "Job " + job + " restarted " + restarts + " times: " + String.join("\n", failures));
        }
    }

    /** A metric over all tasks of its operator. */
    record Metric(double min, double max) {}

    /** The metric of that name of the job's own operators; empty as long as none has told it. */
    Optional<Metric> metric(String job, String name) throws IOException {
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            String path = "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
            for (JsonNode known : get(path)) {
                String id = known.path("id").asText();
                if (id.endsWith(".plumbline." + name)) {
                    JsonNode values = get(path + "?agg=min,max&get=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
                    JsonNode value = values.path(0);
                    return value.has("min")
                            ? Optional.of(new Metric(
                                    value.path("min").asDouble(),
                                    value.path("max").asDouble()))
                            : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** The number of checkpoints that the job has completed. */
    int completedCheckpoints(String job) throws IOException {
        return get("/jobs/" + job + "/checkpoints")
                .path("counts")
                .path("completed")
                .asInt();
    }

    /**
     * The newest completed checkpoint, if this JobManager has seen one complete.
     *
     * @param triggered when it was begun, in epoch milliseconds
     * @param path where it is
     */
    record Checkpoint(long triggered, String path) {}

    /** The newest checkpoint that the job has completed since this JobManager runs it. */
    Optional<Checkpoint> latestCheckpoint(String job) throws IOException {
        JsonNode latest = get("/jobs/" + job + "/checkpoints").path("latest").path("completed");
        return latest.hasNonNull("external_path")
                ? Optional.of(new Checkpoint(
                        latest.path("trigger_timestamp").asLong(),
                        latest.path("external_path").asText()))
                : Optional.empty();
    }

    /** The number of checkpoints of the job that failed or ran out of time. */
    int failedCheckpoints(String job) throws IOException {
        return get("/jobs/" + job + "/checkpoints")
                .path("counts")
                .path("failed")
                .asInt();
    }

    /** Why the newest of the failed checkpoints failed; empty if none did. */
    String checkpointFailure(String job) throws IOException {
        return get("/jobs/" + job + "/checkpoints")
                .path("latest")
                .path("failed")
                .path("failure_message")
                .asText();
    }

    /** Makes one checkpoint now, whatever the interval, and waits until it is complete. */
    void checkpoint(String job) throws IOException {
        int before = completedCheckpoints(job);
        post("/jobs/" + job + "/checkpoints", JSON.createObjectNode().put("checkpointType", "CONFIGURED"));
        Await.until("a checkpoint of job " + job, () -> completedCheckpoints(job) > before);
    }

    /** Cancels the job and waits until it is gone. */
    void cancel(String job) throws IOException {
        send(request("/jobs/" + job + "?mode=cancel")
                .method("PATCH", BodyPublishers.noBody())
                .build());
        awaitStatus(job, "CANCELED");
    }

    /** Stops the job with a savepoint and returns where that is. */
    String stopWithSavepoint(String job, Path folder) throws IOException {
        ObjectNode body = JSON.createObjectNode()
                .put("targetDirectory", folder.toUri().toString())
                .put("drain", false);
        String trigger = post("/jobs/" + job + "/stop", body).path("request-id").asText();
        String location = Await.value("a savepoint of job " + job, () -> {
            JsonNode answer = get("/jobs/" + job + "/savepoints/" + trigger);
            if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
                return Optional.empty();
            }
            JsonNode operation = answer.path("operation");
            if (!operation.hasNonNull("location")) {
                throw new AssertionError("No savepoint of job " + job + ": " + operation);
            }
            return Optional.of(operation.path("location").asText());
        });
        awaitStatus(job, "FINISHED");
        return location;
    }

    private JsonNode get(String path) throws IOException {
        return send(request(path).GET().build());
    }

    private JsonNode post(String path, JsonNode body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path)).timeout(REQUEST_LIMIT);
    }

    private JsonNode send(HttpRequest request) throws IOException {
        try {
            var response = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() >= 300) {
                throw new IOException(request.method() + " " + request.uri() + " was answered with "
                        + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted during " + request.method() + " " + request.uri(), e);
        }
    }
}
