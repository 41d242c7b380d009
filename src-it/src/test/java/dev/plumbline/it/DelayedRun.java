package dev.plumbline.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.oracle.Account;
import dev.plumbline.job.oracle.Fates;
import dev.plumbline.job.oracle.LabelOracle;
import dev.plumbline.job.oracle.LabelRules;
import dev.plumbline.job.oracle.Logs;
import dev.plumbline.job.oracle.Logs.Sent;
import dev.plumbline.job.oracle.Metrics;
import dev.plumbline.job.oracle.WindowFamily;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.LedgerAccount;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One job without an end over a topic of predictions and one of labels, which are filled portion by portion. At its end everything that
 * is committed is compared with what the oracle says of the same records.
 */
final class DelayedRun implements AutoCloseable {

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
    private final DelayedTopics topics;
    private final Committed reports;
    private final Committed deadLetters;
    private final Committed ledger;
    private @Nullable String job;

    DelayedRun(Deployment deployment, String name, LabelRules rules, Logs logs) {
        this.deployment = deployment;
        this.name = name;
        this.rules = rules;
        this.logs = logs;
        this.topics = new DelayedTopics(deployment.topics(), name, logs);
        deployment.topics().create(name + ".reports", 2);
        deployment.topics().create(name + ".dead-letters", 1);
        deployment.topics().create(name + ".ledger", 1);
        reports = new Committed(deployment.bootstrapServers(), name + ".reports");
        deadLetters = new Committed(deployment.bootstrapServers(), name + ".dead-letters");
        ledger = new Committed(deployment.bootstrapServers(), name + ".ledger");
    }

    /** The topics that the job reads. */
    DelayedTopics topics() {
        return topics;
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
        awaitRecords(topics.sent(), topics.closing());
        awaitCheckpoint();
        awaitCheckpoint();
    }

    /** Every final report is there once, and has the bytes that the oracle says. */
    void assertReports(LabelOracle oracle) throws IOException {
        assertThat(finals()).isEqualTo(oracle.reports());
    }

    private Map<String, String> finals() throws IOException {
        Map<String, String> finals = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : reports.upToNow()) {
            String value = new String(record.value(), UTF_8);
            if (value.contains("\"final\":true")) {
                assertThat(finals.put(new String(record.key(), UTF_8), value))
                        .as("final before %s", value)
                        .isNull();
            }
        }
        return finals;
    }

    /** What the final reports tell of the labels of everyone, in windows one after the other, from one time to another. */
    Coverage coverage(long from, long to) throws IOException {
        return Coverage.of(finals().values(), WINDOWS.get(0).name(), from, to);
    }

    /** Waits for what the final reports tell of the labels of predictions of now. */
    Coverage awaitCoverageOfNow() {
        return Await.value("final reports of " + DelayedTopics.PRESENT, () -> {
            List<String> ofNow = finals().values().stream()
                    .filter(report -> report.contains("\"model\":\"" + DelayedTopics.PRESENT + "\""))
                    .toList();
            Coverage coverage = Coverage.of(ofNow, WINDOWS.get(0).name(), 0, Long.MAX_VALUE);
            return coverage.predicted() == 0 ? Optional.empty() : Optional.of(coverage);
        });
    }

    /** The balance of the predictions that were made now. */
    Ledger ledgerOfNow() throws IOException {
        return Objects.requireNonNull(ledger().get(DelayedTopics.PRESENT), DelayedTopics.PRESENT);
    }

    /** Waits until all tasks say of their labels that they are silent, or that they are not. */
    void awaitLabelsIdle(boolean idle, Runnable meanwhile) {
        double wanted = idle ? 1 : 0;
        Await.until("labelsIdle to be " + wanted + " in all tasks of " + name, () -> {
            meanwhile.run();
            return deployment
                    .rest()
                    .metric(job(), "labelsIdle")
                    .filter(gauge -> gauge.min() == wanted && gauge.max() == wanted)
                    .isPresent();
        });
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
        assertThat(Ledger.total(balances, Ledger::pending)).isEqualTo(topics.closing());
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
