package dev.plumbline.bench.contender;

import dev.plumbline.bench.topic.Layout;
import dev.plumbline.job.PlumblineTopology;
import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.preflight.Reading;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Plumbline as shipped: the packaged topology under a configuration in YAML, read by the real loader. Reports, dead letters and
 * ledger go to Kafka, exactly once. The metric's float type is float64, so that all contenders compute with the same numbers;
 * all else that is not said has its default.
 */
final class PlumblineDefinition implements JobDefinition {
    private static final String FOREIGN_FIELDS = """
            fields:
              model: /meta/svc
              version: /meta/build
              time: /meta/ts
              y_true: /outcome
              y_pred: /scores/1
              sample_weight: /w
            """;

    @Override
    public void define(StreamExecutionEnvironment env, Task task, String name) {
        JobConfig config = ConfigLoader.load(yaml(task, name), "bench.yaml", task.settings(), Map.of());
        PlumblineTopology.define(env, Reading.of(config));
    }

    /** The configuration of a task. */
    static String yaml(Task task, String name) {
        return """
                job: %s
                source:
                  kafka:
                    bootstrap_servers: %s
                    topics: [%s]
                    stop: %s
                    properties:
                %s
                %s%smetric:
                  dtype: float64
                calibration:
                  metrics: none
                windows:
                  - tumbling: 1m
                reports: {kafka: {topic: %s}}
                dead_letters: {kafka: {topic: %s}}
                ledger: {kafka: {topic: %s}}
                engine: {parallelism: %d}
                """.formatted(
                        name,
                        task.brokers(),
                        task.topic(),
                        task.bounded() ? "latest" : "never",
                        ConsumerSettings.all().entrySet().stream()
                                .map(entry -> "      " + entry.getKey() + ": '" + entry.getValue() + "'")
                                .collect(Collectors.joining("\n")),
                        task.layout() == Layout.FOREIGN ? FOREIGN_FIELDS : "",
                        labels(task.labels()),
                        task.output(),
                        task.output() + Task.DEAD_LETTERS,
                        task.output() + Task.LEDGER,
                        task.parallelism());
    }

    private static String labels(Task.@Nullable Labels labels) {
        return labels == null ? "" : """
                labels:
                  kafka: {topics: [%s]}
                  horizon: %dms
                """.formatted(labels.topic(), labels.horizonMillis());
    }
}
