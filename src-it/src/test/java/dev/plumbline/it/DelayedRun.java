package dev.plumbline.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.oracle.Account;
import dev.plumbline.job.oracle.Fates;
import dev.plumbline.job.oracle.LabelOracle;
import dev.plumbline.job.oracle.LabelRules;
import dev.plumbline.job.oracle.LabelTraffic;
import dev.plumbline.job.oracle.Logs;
import dev.plumbline.job.oracle.Logs.Sent;
import dev.plumbline.job.oracle.Metrics;
import dev.plumbline.job.oracle.WindowFamily;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.LedgerAccount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One job without an end over a topic of predictions and one of labels, which are filled portion by portion. At its end everything that
 * is committed is compared with what the oracle says of the same records.
 */
final class DelayedRun implements AutoCloseable {

    /** The model of the records that come last and let time pass; nothing becomes of them. */
    private static final String CLOSING = "closing";

    private static final long LONG_AFTER = 3_600_000;

    private static final List<WindowFamily> WINDOWS = List.of(WindowFamily.tumbling(10), WindowFamily.sliding(30, 10));
    private static final List<List<String>> SLICES = List.of(List.of("country"));

    private static final String CONFIG = """
            job: %1$s
            source:
              kafka:
                bootstrap_servers: %2$s
                topics: %1$s.predictions
            labels:
              kafka: {topics: %1$s.labels}
              %3$s
            windows: [{tumbling: 10s}, {sliding: {size: 30s, slide: 10s}}]
            slices: [country]
            time: {out_of_orderness: 2500ms, allowed_lateness: 1s}
            reports:
              kafka: {topic: %1$s.reports}
            dead_letters:
              kafka: {topic: %1$s.dead-letters}
            engine: {checkpoint_interval: 1s, watermark_interval: 50ms}
            """;

    private final Deployment deployment;
    private final String name;
    private final LabelRules rules;
    private final Logs logs;
    private final Map<String, Integer> portions = new HashMap<>();
    private final Committed reports;
    private final Committed deadLetters;
    private final Committed ledger;
    private int closing;
    private @Nullable String job;

    DelayedRun(Deployment deployment, String name, LabelRules rules, Logs logs) {
        this.deployment = deployment;
        this.name = name;
        this.rules = rules;
        this.logs = logs;
        Topics topics = deployment.topics();
        for (String topic : Logs.TOPICS) {
            topics.create(name + "." + topic, logs.partitions(topic));
            portions.put(topic, 0);
        }
        topics.create(name + ".reports", 2);
        topics.create(name + ".dead-letters", 1);
        topics.create(name + ".ledger", 1);
        reports = new Committed(deployment.bootstrapServers(), name + ".reports");
        deadLetters = new Committed(deployment.bootstrapServers(), name + ".dead-letters");
        ledger = new Committed(deployment.bootstrapServers(), name + ".ledger");
    }

    /** Sends the next third of a topic, partition by partition. */
    void sendNextThird(String topic) {
        int portion = portions.merge(topic, 1, Integer::sum);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < logs.partitions(topic); partition++) {
            long size = logs.size(topic, partition);
            for (int offset = (int) (size * (portion - 1) / 3); offset < size * portion / 3; offset++) {
                Sent sent = logs.at(topic, partition, offset);
                records.add(new ProducerRecord<>(
                        name + "." + topic, partition, sent.timestamp(), sent.key(), sent.value()));
            }
        }
        deployment.topics().send(records);
    }

    /** Sends one record more to each partition of a topic, by which it is long after all others. */
    void letTimePass(String topic) {
        long time = LabelTraffic.START + LONG_AFTER;
        String value = topic.equals(Logs.LABELS)
                ? "{\"model\":\"%s\",\"id\":\"%s-%d\",\"time\":%d,\"y_true\":1}"
                : "{\"model\":\"%s\",\"id\":\"%s-%d\",\"time\":%d,\"y_pred\":0.5}";
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < logs.partitions(topic); partition++) {
            records.add(Event.record(
                    name + "." + topic, partition, time, value.formatted(CLOSING, topic, partition, time)));
            closing++;
        }
        deployment.topics().send(records);
    }

    void start(int parallelism, @Nullable String savepoint, String... overrides) throws IOException {
        job = deployment.submit(
                CONFIG.formatted(
                        name, deployment.bootstrapServers(), rules.options().replace(", ", "\n  ")),
                parallelism,
                savepoint,
                overrides);
    }

    String stopWithSavepoint() throws IOException {
        return deployment.rest().stopWithSavepoint(job(), deployment.cluster().savepoints());
    }

    /** Waits for a checkpoint that begins from now on, after which everything from before is committed. */
    void awaitCheckpoint() {
        long now = System.currentTimeMillis();
        Await.until(
                "a checkpoint of " + name,
                () -> deployment
                        .rest()
                        .latestCheckpoint(job())
                        .filter(checkpoint -> checkpoint.triggered() > now)
                        .isPresent());
    }

    /** Waits until the ledger knows all records that were sent so far, and only so many are undecided. */
    void awaitRecords(long in, long pendingAtMost) {
        Await.until(
                in + " records of " + name + " in the ledger, at most " + pendingAtMost + " of them pending", () -> {
                    Map<String, Ledger> balances = Ledger.newest(ledger.upToNow());
                    return Ledger.total(balances, Ledger::in) >= in
                            && Ledger.total(balances, Ledger::pending) <= pendingAtMost;
                });
    }

    /** How many records were sent so far, those included by which time passes. */
    long sent() {
        long sent = closing;
        for (String topic : Logs.TOPICS) {
            for (int partition = 0; partition < logs.partitions(topic); partition++) {
                sent += (long) logs.size(topic, partition) * portions.getOrDefault(topic, 0) / 3;
            }
        }
        return sent;
    }

    /** How many records were sent by which time passes. */
    int closing() {
        return closing;
    }

    LabelOracle oracle(Logs ofThese) {
        return LabelOracle.judge(
                new LabelOracle.Job(
                        rules,
                        WINDOWS,
                        SLICES,
                        List.of(),
                        new Metrics(BinaryCrossentropyConfig.defaults(), CalibrationConfig.defaults()),
                        null),
                ofThese);
    }

    /** Waits until everything is decided but the records by which time passes, and committed. */
    void awaitEnd() throws IOException {
        awaitRecords(sent(), closing);
        awaitCheckpoint();
        awaitCheckpoint();
    }

    /** Every final report is there once, and has the bytes that the oracle says. */
    void assertReports(LabelOracle oracle) throws IOException {
        Map<String, String> finals = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : reports.upToNow()) {
            String value = new String(record.value(), UTF_8);
            if (value.contains("\"final\":true")) {
                assertThat(finals.put(new String(record.key(), UTF_8), value))
                        .as("final before %s", value)
                        .isNull();
            }
        }
        assertThat(finals).isEqualTo(oracle.reports());
    }

    /** The dead letters, as the record of which each is untouched and the reason. */
    Fates fates() throws IOException {
        Fates fates = new Fates(logs);
        for (ConsumerRecord<byte[], byte[]> letter : deadLetters.upToNow()) {
            String topic = header(letter, "plumbline.topic").substring(name.length() + 1);
            int partition = Integer.parseInt(header(letter, "plumbline.partition"));
            int offset = Integer.parseInt(header(letter, "plumbline.offset"));
            Sent sent = logs.at(topic, partition, offset);
            assertThat(letter.key()).isEqualTo(sent.key());
            assertThat(letter.value()).isEqualTo(sent.value());
            fates.add(topic, partition, offset, ReasonCode.of(header(letter, "plumbline.reason")));
        }
        return fates;
    }

    /** The newest balances, each of which adds up; with every one before. */
    Map<String, Ledger> ledger() throws IOException {
        return Ledger.newest(ledger.upToNow());
    }

    /** Each account is as the oracle says, but for the records by which time passes, which are undecided. */
    void assertLedger(LabelOracle oracle) throws IOException {
        Map<String, Ledger> balances = ledger();
        for (Map.Entry<LedgerAccount, Account> expected : oracle.accounts().entrySet()) {
            LedgerAccount account = expected.getKey();
            String key = account.model().isEmpty() ? "(" + account.scope().code() + ")" : account.model();
            Ledger balance = Objects.requireNonNull(balances.get(key), key);
            Map<String, Long> reasons = new TreeMap<>();
            expected.getValue().notCounted().forEach((reason, records) -> reasons.put(reason.code(), records));
            assertThat(balance.reasons()).as("reasons of %s", key).isEqualTo(reasons);
            assertThat(balance.counted())
                    .as("counted of %s", key)
                    .isEqualTo(expected.getValue().counted());
        }
        assertThat(Ledger.total(balances, Ledger::pending)).isEqualTo(closing);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), UTF_8);
    }

    private String job() {
        return Objects.requireNonNull(job, "a job");
    }

    @Override
    public void close() throws IOException {
        if (job != null) {
            deployment.rest().cancel(job);
        }
        reports.close();
        deadLetters.close();
        ledger.close();
    }
}
