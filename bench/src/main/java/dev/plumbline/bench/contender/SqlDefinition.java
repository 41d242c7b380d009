package dev.plumbline.bench.contender;

import dev.plumbline.bench.topic.Layout;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** The loss per model and window in Flink SQL: Kafka table with JSON, window table function, aggregation in two phases. */
final class SqlDefinition implements JobDefinition {
    private final Function<Layout, SqlQuery> queries;

    SqlDefinition(Function<Layout, SqlQuery> queries) {
        this.queries = queries;
    }

    @Override
    public void define(StreamExecutionEnvironment env, Task task, String name) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        tables.getConfig().set("table.local-time-zone", "UTC");
        tables.getConfig().set("table.optimizer.agg-phase-strategy", "TWO_PHASE");
        SqlQuery query = queries.apply(task.layout());
        tables.executeSql(source(query, task, name));
        tables.executeSql(sink(task));
        StreamStatementSet statements = tables.createStatementSet();
        statements.addInsertSql(insert(query, task.window()));
        statements.attachAsDataStream();
    }

    private static String source(SqlQuery query, Task task, String name) {
        String consumer = ConsumerSettings.all().entrySet().stream()
                .map(entry -> ", 'properties.%s' = '%s'".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
        return """
                CREATE TABLE predictions (
                  %s,
                  ts AS TO_TIMESTAMP_LTZ(%s, 3),
                  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
                ) WITH (
                  'connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
                  'properties.group.id' = '%s', 'scan.startup.mode' = 'earliest-offset',
                  'scan.bounded.mode' = 'latest-offset', 'format' = 'json'%s)
                """.formatted(query.columns(), query.time(), task.topic(), task.brokers(), name, consumer);
    }

    private static String sink(Task task) {
        return """
                CREATE TABLE results (
                  model STRING, window_start BIGINT, window_end BIGINT,
                  records BIGINT, weighted_sum DOUBLE, weight_count DOUBLE
                ) WITH (
                  'connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s', 'format' = 'json')
                """.formatted(task.output(), task.brokers());
    }

    private static String insert(SqlQuery query, PeerWindow window) {
        return """
                INSERT INTO results
                SELECT model, %s, %s, records, weighted_sum, weight_count FROM (
                  SELECT %s AS model, window_start, window_end,
                    COUNT(*) AS records, SUM(%s) AS weighted_sum, SUM(%s) AS weight_count
                  FROM TABLE(%s)
                  GROUP BY %s, window_start, window_end)
                """.formatted(
                        millis("window_start"),
                        millis("window_end"),
                        query.model(),
                        query.loss(),
                        query.weight(),
                        function(window),
                        query.model());
    }

    private static String function(PeerWindow window) {
        return window.isTumbling()
                ? "TUMBLE(TABLE predictions, DESCRIPTOR(ts), %s)".formatted(interval(window.size()))
                : "HOP(TABLE predictions, DESCRIPTOR(ts), %s, %s)"
                        .formatted(interval(window.slide()), interval(window.size()));
    }

    private static String interval(Duration duration) {
        return duration.toSecondsPart() == 0
                ? "INTERVAL '%d' MINUTE".formatted(duration.toMinutes())
                : "INTERVAL '%d' SECOND".formatted(duration.toSeconds());
    }

    /** Windows begin at whole seconds, and SQL has no shorter way to epoch milliseconds. */
    private static String millis(String timestamp) {
        return "UNIX_TIMESTAMP(DATE_FORMAT(%s, 'yyyy-MM-dd HH:mm:ss')) * 1000".formatted(timestamp);
    }
}
