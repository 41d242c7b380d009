package dev.plumbline.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.it.Reference.Windows;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged jar, submitted over REST to real processes, says what an independent computation says. */
@ExtendWith(Deployment.Resolver.class)
class PackagedJobIT {

    private static final int PARTITIONS = 4;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private static final List<Windows> WINDOWS = List.of(
            Reference.tumbling("tumbling 1m", MINUTE),
            Reference.sliding("sliding 5m/1m", 5 * MINUTE, MINUTE),
            Reference.cumulative("cumulative 10m/2m", 10 * MINUTE, 2 * MINUTE));

    private static final String CONFIG = """
            job: packaged
            source:
              kafka:
                bootstrap_servers: %s
                topics: packaged.predictions
                stop: latest
            metric:
              dtype: float64
            windows:
              - tumbling: 1m
              - sliding: {size: 5m, slide: 1m}
              - cumulative: {size: 10m, step: 2m}
            reports:
              kafka:
                topic: packaged.reports
            dead_letters:
              kafka:
                topic: packaged.dead-letters
            engine:
              checkpoint_interval: 1s
            """;

    @Test
    void reportsWhatAnIndependentComputationFindsWithTheSameBytesAtAnyParallelism(Deployment deployment)
            throws IOException {
        Topics topics = deployment.topics();
        topics.create("packaged.predictions", PARTITIONS);
        topics.create("packaged.reports", 2);
        topics.create("packaged.reports-again", 1);
        topics.create("packaged.dead-letters", 1);
        topics.create("packaged.ledger", 1);
        topics.create("packaged-again.ledger", 1);
        List<Event> events = Event.random(20_000, 10 * MINUTE, 20_251_121);
        topics.send(IntStream.range(0, events.size())
                .mapToObj(i -> Event.record(
                        "packaged.predictions",
                        i % PARTITIONS,
                        events.get(i).time(),
                        events.get(i).json()))
                .toList());
        String config = CONFIG.formatted(deployment.bootstrapServers());

        deployment.runToTheEnd(config, 4);
        Report.assertEqual(Report.newest(topics.drain("packaged.reports")), Reference.of(events, WINDOWS));
        assertThat(topics.drain("packaged.dead-letters")).isEmpty();
        Map<String, Ledger> ledger = Ledger.newest(topics.drain("packaged.ledger"));
        assertThat(Ledger.total(ledger, Ledger::in)).isEqualTo(events.size());
        assertThat(Ledger.total(ledger, Ledger::counted)).isEqualTo(events.size());

        deployment.runToTheEnd(config, 1, "job=packaged-again", "reports.kafka.topic=packaged.reports-again");
        // How often a window is revised depends on the run; what is said of it in the end does not.
        assertThat(Report.compacted(topics.drain("packaged.reports-again")))
                .isEqualTo(Report.compacted(topics.drain("packaged.reports")));
        assertThat(Ledger.newest(topics.drain("packaged-again.ledger"))).isEqualTo(ledger);
    }
}
