package dev.plumbline.local.demo;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.serde.report.WindowReport;
import java.util.List;
import java.util.Map;

/** The two jobs of the demonstration. Their reports go to one topic, their dead letters and ledgers to topics of their own. */
enum DemoJob {
    /** Predictions bring their labels along. */
    INLINE("plumbline-demo", DemoPlan.PREDICTIONS, "plumbline.dead-letters", "plumbline.ledger", "tumbling 10s", 2),
    /** Labels come later. */
    DELAYED(
            "plumbline-demo-labels",
            DemoPlan.DELAYED_PREDICTIONS,
            "plumbline.delayed.dead-letters",
            "plumbline.delayed.ledger",
            "tumbling 15s",
            1);

    private final String jobName;
    private final String predictions;
    private final String deadLetters;
    private final String ledger;
    private final String shortestWindow;
    private final int parallelism;

    DemoJob(
            String jobName,
            String predictions,
            String deadLetters,
            String ledger,
            String shortestWindow,
            int parallelism) {
        this.jobName = jobName;
        this.predictions = predictions;
        this.deadLetters = deadLetters;
        this.ledger = ledger;
        this.shortestWindow = shortestWindow;
        this.parallelism = parallelism;
    }

    /** Whose report it is. */
    static DemoJob of(WindowReport report) {
        return report.labels() == null ? INLINE : DELAYED;
    }

    /** The topic of its dead letters. */
    String deadLetters() {
        return deadLetters;
    }

    /** The topic of its ledger. */
    String ledger() {
        return ledger;
    }

    /** The specification of those of its windows that do not overlap. */
    String shortestWindow() {
        return shortestWindow;
    }

    /** How many slots of the engine it takes. */
    int parallelism() {
        return parallelism;
    }

    /** Its configuration; a bounded job ends at what is in its topics now. */
    JobConfig config(String bootstrapServers, boolean bounded) {
        return ConfigLoader.load(yaml(bootstrapServers, bounded), "the demo's configuration", List.of(), Map.of());
    }

    /** The same, as a user would write it. */
    private String yaml(String bootstrapServers, boolean bounded) {
        return """
                job: %s
                source:
                  kafka:
                    bootstrap_servers: %s
                    topics: %s
                    start: earliest
                    stop: %s
                %s  idleness: %s
                reports:
                  kafka: {topic: %s}
                dead_letters:
                  kafka: {topic: %s}
                ledger:
                  kafka: {topic: %s}
                engine:
                  parallelism: %d
                  checkpoint_interval: 2s
                """.formatted(
                        jobName,
                        bootstrapServers,
                        predictions,
                        bounded ? "latest" : "never",
                        measures(),
                        bounded ? "off" : "10s",
                        DemoPlan.REPORTS,
                        deadLetters,
                        ledger,
                        parallelism);
    }

    /** What it measures; ends in the section {@code time}. */
    private String measures() {
        return switch (this) {
            case INLINE -> """
                    windows:
                      - tumbling: 10s
                      - sliding: {size: 1m, slide: 10s}
                    slices:
                      - country
                    time:
                      out_of_orderness: 2s
                      allowed_lateness: 30s
                    """;
            case DELAYED -> """
                    labels:
                      kafka: {topics: %s}
                      horizon: 1m
                      early: 1s
                      report_at: [0s, 15s, 30s, 45s]
                    windows:
                      - tumbling: 15s
                    time:
                      out_of_orderness: 2s
                      allowed_lateness: 0s
                    """.formatted(DemoPlan.DELAYED_LABELS);
        };
    }
}
