package dev.plumbline.it;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Partitions that say nothing do not keep the others from being reported. */
@ExtendWith(Deployment.Resolver.class)
class SilentPartitionsIT {

    private static final int PARTITIONS = 8;
    private static final int TALKING = 3;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private static final String CONFIG = """
            job: silent
            source:
              kafka:
                bootstrap_servers: %s
                topics: silent.predictions
            metric:
              dtype: float64
            time:
              idleness: 1s
              allowed_lateness: 0s
            reports:
              kafka: {topic: silent.reports}
            dead_letters:
              kafka: {topic: silent.dead-letters}
            engine:
              checkpoint_interval: 500ms
            """;

    @Test
    void sevenOfEightSilentPartitionsStillYieldResultsWhileTheJobRuns(Deployment deployment) throws IOException {
        Topics topics = deployment.topics();
        topics.create("silent.predictions", PARTITIONS);
        topics.create("silent.reports", 1);
        topics.create("silent.dead-letters", 1);
        topics.create("silent.ledger", 1);
        List<Event> events = Event.random(2_000, 3 * MINUTE, 7);
        topics.send(events.stream()
                .map(event -> Event.record("silent.predictions", TALKING, event.time(), event.json()))
                .toList());
        // The last minute stays open: nothing later has come.
        Map<Reference.WindowKey, Reference.Numbers> expected = Reference.of(
                events.stream()
                        .filter(event -> event.time() < Event.MIDNIGHT + 2 * MINUTE)
                        .toList(),
                List.of(Reference.tumbling("tumbling 1m", MINUTE)));

        String job = deployment.submit(CONFIG.formatted(deployment.bootstrapServers()), 2);
        Await.until(expected.size() + " reports", () -> {
            deployment.rest().requireUndisturbed(job);
            return topics.drain("silent.reports").size() >= expected.size();
        });

        Report.assertEqual(Report.newest(topics.drain("silent.reports")), expected);
        deployment.rest().cancel(job);
    }
}
