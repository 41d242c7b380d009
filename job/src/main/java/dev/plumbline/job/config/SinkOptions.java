package dev.plumbline.job.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of a sink; reports and dead letters have the same ones. */
record SinkOptions(
        String section,
        Option<String> bootstrapServers,
        Option<String> topic,
        Option<Delivery> delivery,
        Option<Duration> transactionTimeout,
        Option<String> properties,
        Option<String> files,
        Option<String> console) {

    /** Kafka counts it in milliseconds that fit an int. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofDays(24);

    private static final Map<String, Delivery> DELIVERIES = new LinkedHashMap<>();

    static {
        for (Delivery delivery : Delivery.values()) {
            DELIVERIES.put(delivery.id(), delivery);
        }
    }

    static SinkOptions of(String section, String what, String kafkaDefault, String consoleDefault) {
        String kafka = section + ".kafka.";
        return new SinkOptions(
                section,
                Option.open(
                                kafka + "bootstrap_servers",
                                ValueType.broker(),
                                "the source's",
                                "Brokers to write to, a list or separated by commas. Required when the source is not Kafka. Left out,"
                                        + " the source's security properties hold too.")
                        .with(Option.Arity.LIST),
                Option.open(kafka + "topic", ValueType.topic(), kafkaDefault, "Topic for " + what + ". It must exist."),
                Option.of(
                        kafka + "delivery",
                        ValueType.choice(DELIVERIES),
                        Delivery.EXACTLY_ONCE.id(),
                        "`exactly_once` writes in transactions that become visible with a checkpoint; `at_least_once` writes at once,"
                                + " and repeats some records after a restart."),
                Option.of(
                        kafka + "transaction_timeout",
                        ValueType.duration(Duration.ofSeconds(1), LONGEST_TRANSACTION),
                        "10m",
                        "When the broker aborts an open transaction. Longer than checkpoint interval and timeout together plus the"
                                + " longest restart, and at most the broker's `transaction.max.timeout.ms` (15m unless changed)."),
                Option.open(
                                kafka + "properties",
                                ValueType.property(),
                                "none",
                                "Properties for the Kafka producer, passed on as they are.")
                        .with(Option.Arity.NAMED),
                Option.required(
                        section + ".files.path", ValueType.path(), "Folder for JSON Lines files with " + what + "."),
                Option.open(
                                section + ".console",
                                ValueType.text("empty section"),
                                consoleDefault,
                                "Standard output: `console: {}`.")
                        .with(Option.Arity.EMPTY));
    }

    List<Option<?>> all() {
        return List.of(bootstrapServers, topic, delivery, transactionTimeout, properties, files, console);
    }
}
