package dev.plumbline.local.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plumbline.job.config.Partition;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the engine's REST interface how far a source has read. What it cannot find out it leaves out: progress is no promise. */
final class Probe {
    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int METRICS_PER_REQUEST = 40;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final JsonFactory json = new JsonFactory();
    private final URI job;
    private final String name;
    private final String gate;
    private String vertex = "";

    /**
     * A probe of one source of one job.
     *
     * @param webUi the engine's address
     * @param jobId the job
     * @param name the source's name in the job
     * @param gate the name of the operator after it, which counts records
     */
    Probe(URI webUi, String jobId, String name, String gate) {
        this.job = URI.create(webUi.toString().replaceFirst("/+$", "") + "/jobs/" + jobId);
        this.name = name;
        this.gate = gate;
    }

    /** The offset of the last record that was read, of each partition that is known. */
    Map<Partition, Long> offsets(Collection<Partition> partitions) {
        Map<String, Partition> names = new LinkedHashMap<>();
        partitions.forEach(partition -> names.put(metric(partition), partition));
        Map<Partition, Long> offsets = new HashMap<>();
        List<String> all = List.copyOf(names.keySet());
        for (int from = 0; from < all.size(); from += METRICS_PER_REQUEST) {
            List<String> some = all.subList(from, Math.min(all.size(), from + METRICS_PER_REQUEST));
            metrics(some, "max").forEach((name, value) -> {
                Partition partition = names.get(name);
                // Before the first record it is -1.
                if (partition != null && value >= 0) {
                    offsets.put(partition, value.longValue());
                }
            });
        }
        return offsets;
    }

    /** How many records the present attempt has read; empty if that is not known. */
    OptionalLong records() {
        String counter = gate.replace(' ', '_') + ".plumbline.recordsIn";
        Double records = metrics(List.of(counter), "sum").get(counter);
        return records == null ? OptionalLong.empty() : OptionalLong.of(records.longValue());
    }

    /** The connector's name for it, as Flink's metric queries spell it: of what a topic may be called, they replace dots. */
    private String metric(Partition partition) {
        return "Source__" + name + ".KafkaSourceReader.topic."
                + partition.topic().replace('.', '_') + ".partition." + partition.number() + ".currentOffset";
    }

    private Map<String, Double> metrics(List<String> names, String aggregation) {
        Map<String, Double> values = new HashMap<>();
        try {
            if (vertex.isEmpty()) {
                vertex = findSource();
            }
            if (vertex.isEmpty()) {
                return values;
            }
            String query = URLEncoder.encode(String.join(",", names), StandardCharsets.UTF_8);
            URI uri =
                    URI.create(job + "/vertices/" + vertex + "/subtasks/metrics?agg=" + aggregation + "&get=" + query);
            try (JsonParser parser = json.createParser(get(uri))) {
                String id = "";
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    if (token == JsonToken.VALUE_STRING && "id".equals(parser.currentName())) {
                        id = parser.getText();
                    } else if (token.isNumeric() && aggregation.equals(parser.currentName())) {
                        values.put(id, parser.getDoubleValue());
                    }
                }
            }
        } catch (IOException e) {
            LOG.debug("The progress cannot be found out now.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return values;
    }

    /** The vertex that reads; its name begins so because the source is the first of its chain. */
    private String findSource() throws IOException, InterruptedException {
        try (JsonParser parser = json.createParser(get(job))) {
            String id = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.VALUE_STRING) {
                    continue;
                }
                if ("id".equals(parser.currentName())) {
                    id = parser.getText();
                } else if ("name".equals(parser.currentName())
                        && parser.getText().startsWith("Source: " + name)) {
                    return id;
                }
            }
        }
        return "";
    }

    private String get(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
