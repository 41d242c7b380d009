package dev.plumbline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records that nobody made for Plumbline are understood by configuration alone. */
@ExtendWith(Deployment.Resolver.class)
class ForeignRecordsIT {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private static final String CONFIG = """
            job: %1$s
            source:
              kafka:
                bootstrap_servers: %2$s
                topics: [%1$s.predictions]
                stop: latest
            metric:
              dtype: float64
            reports:
              kafka: {topic: %1$s.reports}
            dead_letters:
              kafka: {topic: %1$s.dead-letters}
            engine:
              checkpoint_interval: 1s
            fields:
            """;

    /** Everything nested, the label a boolean, the time as text with an offset, no weights. */
    @Test
    void aServingLog(Deployment deployment) throws IOException {
        String fields = """
              model: /request/model/name
              version: /request/model/revision
              time: /logged_at
              y_true: /outcome/clicked
              y_pred: /response/scores/0
            """;
        Function<Event, String> layout = event -> """
                {"logged_at":"%s+01:00","request":{"model":{"name":"%s","revision":%s},"user":{"id":7,"tags":["a","b"]}},\
                "response":{"scores":[%s,0.1],"latency_ms":3.5},"outcome":{"clicked":%b,"y_true":null}}\
                """.formatted(
                        Instant.ofEpochMilli(event.time())
                                .plus(Duration.ofHours(1))
                                .toString()
                                .replace("Z", ""),
                        event.model(),
                        event.version(),
                        event.yPred(),
                        event.yTrue() == 1);
        assertUnderstood(
                deployment,
                "serving-log",
                fields,
                layout,
                event -> new Event(event.model(), event.version(), event.time(), event.yTrue(), event.yPred(), 1));
    }

    /** A JSON array without names, the time in seconds with a fraction. */
    @Test
    void aRowOfATable(Deployment deployment) throws IOException {
        String fields = """
              model: /3
              version: /4
              time: /0
              time_unit: s
              y_true: /2
              y_pred: /1
              sample_weight: /5
            """;
        Function<Event, String> layout = event -> """
                [%d.%03d,%s,%s,"%s","%s",%s,{"trace":[1,2,3]}]\
                """.formatted(
                        event.time() / 1_000,
                        event.time() % 1_000,
                        event.yPred(),
                        event.yTrue(),
                        event.model(),
                        event.version(),
                        event.weight());
        assertUnderstood(deployment, "row", fields, layout, event -> event);
    }

    /** Every value a text, awkward names, microseconds, and one model that no field names. */
    @Test
    void anExportOfAWarehouse(Deployment deployment) throws IOException {
        String fields = """
              model: {constant: credit-risk}
              version: /Score~1Version
              time: /event time
              time_unit: us
              y_true: /LABEL
              y_pred: /p~0hat
              sample_weight: /importance
              numeric_strings: true
            """;
        Function<Event, String> layout =
                event -> """
                {"Score/Version":"%s","event time":"%d000","LABEL":"%s","p~hat":"%s","importance":"%s","note":"ünïcode ☃"}\
                """.formatted(event.version(), event.time(), event.yTrue(), event.yPred(), event.weight());
        assertUnderstood(
                deployment,
                "export",
                fields,
                layout,
                event -> new Event(
                        "credit-risk", event.version(), event.time(), event.yTrue(), event.yPred(), event.weight()));
    }

    /** Runs a job over events in a layout, and expects the results of what that layout can tell of them. */
    private static void assertUnderstood(
            Deployment deployment, String job, String fields, Function<Event, String> layout, UnaryOperator<Event> told)
            throws IOException {
        Topics topics = deployment.topics();
        topics.create(job + ".predictions", 1);
        topics.create(job + ".reports", 1);
        topics.create(job + ".dead-letters", 1);
        topics.create(job + ".ledger", 1);
        List<Event> events = Event.random(500, 3 * MINUTE, 3);
        topics.send(events.stream()
                .map(event -> Event.record(job + ".predictions", 0, event.time(), layout.apply(event)))
                .toList());

        deployment.runToTheEnd(CONFIG.formatted(job, deployment.bootstrapServers()) + fields, 1);

        assertThat(topics.drain(job + ".dead-letters")).isEmpty();
        Report.assertEqual(
                Report.newest(topics.drain(job + ".reports")),
                Reference.of(events.stream().map(told).toList(), List.of(Reference.tumbling("tumbling 1m", MINUTE))));
    }
}
