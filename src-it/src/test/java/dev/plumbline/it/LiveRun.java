package dev.plumbline.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.it.FlinkRest.Checkpoint;
import dev.plumbline.it.Truth.Rules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One job without an end under a steady load, with topics of its own: from the start over any faults to the last check, that each
 * report and each dead letter is there exactly once for a reader of committed records, with the right numbers.
 */
final class LiveRun implements AutoCloseable {

    static final int PARTITIONS = 4;

    private static final long SECOND = 1_000;

    private static final String CONFIG = """
            job: %1$s
            source:
              kafka:
                bootstrap_servers: %2$s
                topics: %1$s.predictions
            metric:
              dtype: float64
            windows:
              - tumbling: 10s
              - sliding: {size: 30s, slide: 10s}
            time:
              out_of_orderness: 2s
              allowed_lateness: %3$ds
              idleness: off
            reports:
              kafka: {topic: %1$s.reports}
            dead_letters:
              kafka: {topic: %1$s.dead-letters}
            engine:
              checkpoint_interval: 1s
              watermark_interval: 50ms
            """;

    private final Deployment deployment;
    private final Plan plan;
    private final List<Double> recoveries = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> deleted = new ArrayList<>();
    private final Committed reports;
    private final Committed deadLetters;
    private final Committed ledger;
    private Load load;
    private String job;

    /**
     * What kind of run.
     *
     * @param name of the job, and the stem of its topics
     * @param seed of the load
     * @param perSecond how many records the load writes in a second
     * @param parallelism 4 needs every slot, so that whichever worker dies takes a part of the job along
     * @param latenessSeconds the allowed lateness in seconds of event time
     * @param options of the configuration that differ, in the form {@code a.b=value}
     */
    record Plan(String name, long seed, int perSecond, int parallelism, int latenessSeconds, List<String> options) {

        static Plan of(String name, long seed, String... options) {
            return new Plan(name, seed, 400, 4, 10, List.of(options));
        }

        Plan perSecond(int records) {
            return new Plan(name, seed, records, parallelism, latenessSeconds, options);
        }

        Plan parallelism(int tasks) {
            return new Plan(name, seed, perSecond, tasks, latenessSeconds, options);
        }

        Plan lateness(int seconds) {
            return new Plan(name, seed, perSecond, parallelism, seconds, options);
        }

        /** The rules of the configuration, as the reference needs them. */
        Rules rules() {
            return new Rules(
                    List.of(
                            Reference.tumbling("tumbling 10s", 10 * SECOND),
                            Reference.sliding("sliding 30s/10s", 30 * SECOND, 10 * SECOND)),
                    10 * SECOND,
                    2 * SECOND,
                    latenessSeconds * SECOND);
        }
    }

    private LiveRun(Deployment deployment, Plan plan) throws IOException {
        this.deployment = deployment;
        this.plan = plan;
        Topics topics = deployment.topics();
        topics.create(topic("predictions"), PARTITIONS);
        topics.create(topic("reports"), 2);
        topics.create(topic("dead-letters"), 1);
        topics.create(topic("ledger"), 1);
        this.reports = new Committed(deployment.bootstrapServers(), topic("reports"));
        this.deadLetters = new Committed(deployment.bootstrapServers(), topic("dead-letters"));
        this.ledger = new Committed(deployment.bootstrapServers(), topic("ledger"));
        this.load = load(PARTITIONS, 0);
        this.job = submit(plan.parallelism(), null);
    }

    /** Starts load and job, and waits until results are flowing. */
    static LiveRun start(Deployment deployment, Plan plan) throws IOException {
        LiveRun run = submit(deployment, plan);
        try {
            run.awaitResults();
            return run;
        } catch (IOException | AssertionError e) {
            run.close();
            throw e;
        }
    }

    /** Starts load and job, and waits for nothing. */
    static LiveRun submit(Deployment deployment, Plan plan) throws IOException {
        return new LiveRun(deployment, plan);
    }

    String job() {
        return job;
    }

    Load load() {
        return load;
    }

    /** The name of one of the run's topics: predictions, reports, dead-letters or ledger. */
    String topic(String what) {
        return plan.name() + "." + what;
    }

    /** The committed reports so far. */
    List<ConsumerRecord<byte[], byte[]>> reports() throws IOException {
        return reports.upToNow();
    }

    /** The committed dead letters so far. */
    List<ConsumerRecord<byte[], byte[]>> deadLetters() throws IOException {
        return deadLetters.upToNow();
    }

    /** Waits until a checkpoint is complete, and reports that were not there at the call are committed. */
    void awaitResults() throws IOException {
        long now = System.currentTimeMillis();
        int seen = reports().size();
        awaitCheckpointAfter(now);
        Await.until("new reports of " + plan.name(), () -> reports().size() > seen);
    }

    /** Measures a recovery: from now to the end of the first checkpoint that began later, which makes results visible again. */
    void awaitRecovery() {
        awaitRecoverySince(System.currentTimeMillis());
    }

    /** Measures a recovery from a point in time in epoch milliseconds. */
    void awaitRecoverySince(long fault) {
        awaitRecoverySince(fault, () -> {});
    }

    /** Measures a recovery from a fault that may end workers, too: others are started for them. */
    void awaitRecoveryOnNewWorkers() {
        awaitRecoverySince(System.currentTimeMillis(), deployment.cluster()::replaceEndedTaskManagers);
    }

    private void awaitRecoverySince(long fault, Runnable meanwhile) {
        awaitCheckpointAfter(fault, meanwhile);
        recoveries.add((System.currentTimeMillis() - fault) / 1e3);
    }

    /** Waits until the job has completed this many checkpoints from now on. */
    void awaitCheckpoints(int count) {
        for (int i = 0; i < count; i++) {
            awaitCheckpointAfter(System.currentTimeMillis());
        }
    }

    /** Stops the job with a savepoint. */
    String stopWithSavepoint() throws IOException {
        return deployment.rest().stopWithSavepoint(job, deployment.cluster().savepoints());
    }

    /** Cancels the job and returns its newest checkpoint, which stays. */
    String cancelAndKeepCheckpoint() throws IOException {
        deployment.rest().cancel(job);
        return deployment.rest().latestCheckpoint(job).orElseThrow().path();
    }

    /** Goes on from a savepoint or retained checkpoint in a new job; the old one must have ended. */
    void resume(String savepoint, int parallelism) throws IOException {
        long now = System.currentTimeMillis();
        job = submit(parallelism, savepoint);
        awaitRecoverySince(now);
    }

    /** Ends the load and waits until the job has worked off everything but the windows that are open. */
    void pauseLoad() throws IOException {
        load.stop();
        awaitCheckpointAfter(System.currentTimeMillis());
        int seen;
        do {
            seen = reports().size() + deadLetters().size();
            awaitCheckpointAfter(System.currentTimeMillis());
        } while (reports().size() + deadLetters().size() > seen);
    }

    /** Deletes the topic of predictions, and remembers what was in it. The load must be paused. */
    void deleteSource() {
        deleted.addAll(deployment.topics().drain(topic("predictions")));
        deployment.topics().delete(topic("predictions"));
    }

    /** Creates the deleted topic again, empty, and lets the load go on into it. */
    void recreateSource() {
        deployment.topics().create(topic("predictions"), PARTITIONS);
        long written = load.written();
        load.close();
        load = load(PARTITIONS, written);
    }

    /** What a check at the end must find, for the records that are in the source topic now. */
    Truth truth() {
        List<ConsumerRecord<byte[], byte[]>> source = new ArrayList<>(deleted);
        source.addAll(deployment.topics().drain(topic("predictions")));
        assertThat(source)
                .extracting(record -> record.partition() + "@" + record.offset())
                .as("what the broker has acknowledged")
                .containsAll(load.acknowledged());
        return Truth.of(source, plan.rules());
    }

    /**
     * Stops the load, closes all windows, waits for the results, prints one line and checks them.
     *
     * @param fault what has happened, for the line
     */
    void finish(String fault) throws IOException {
        load.stopAndCloseWindows();
        Truth truth = truth();
        awaitAll(truth);
        Balance balance = Balance.of(truth, reports(), deadLetters());
        print(fault, truth, balance);
        assertThat(balance.missing()).as("missing").isEmpty();
        assertThat(balance.duplicate()).as("too often").isEmpty();
        assertNumbers(truth);
    }

    /** As {@link #finish}, for results that may be repeated: the newest of each key is right, and each dead letter is there. */
    void finishAtLeastOnce(String fault) throws IOException {
        load.stopAndCloseWindows();
        Truth truth = truth();
        awaitAll(truth);
        Balance balance = Balance.of(truth, reports(), deadLetters());
        print(fault, truth, balance);
        assertThat(balance.missing()).as("missing").isEmpty();
        assertNumbers(truth);
    }

    /** Ends the job in whatever state it is, so that the next test finds all slots free. */
    @Override
    public void close() throws IOException {
        deployment.rest().cancel(job);
        load.close();
        reports.close();
        deadLetters.close();
        ledger.close();
    }

    private Load load(int partitions, long first) {
        return Load.start(
                deployment.bootstrapServers(), topic("predictions"), partitions, plan.perSecond(), plan.seed(), first);
    }

    private String submit(int parallelism, @Nullable String savepoint) throws IOException {
        return deployment.submit(yaml(), parallelism, savepoint, plan.options().toArray(String[]::new));
    }

    /** The job's configuration without the plan's options. */
    String yaml() {
        return CONFIG.formatted(plan.name(), deployment.bootstrapServers(), plan.latenessSeconds());
    }

    private void awaitCheckpointAfter(long moment) {
        awaitCheckpointAfter(moment, () -> {});
    }

    private void awaitCheckpointAfter(long moment, Runnable meanwhile) {
        Await.until("a checkpoint of " + plan.name() + " that began after " + moment, () -> {
            meanwhile.run();
            Optional<Checkpoint> latest = deployment.rest().latestCheckpoint(job);
            return latest.isPresent() && latest.get().triggered() > moment;
        });
    }

    /** What comes twice may come late, so this waits for one checkpoint more, begun after all was there. */
    private void awaitAll(Truth truth) {
        try {
            Await.until("all results of " + plan.name(), () -> isSettled(truth));
            awaitCheckpointAfter(System.currentTimeMillis());
        } catch (AssertionError inVain) {
            System.out.println(inVain.getMessage() + "; the check that follows names what is missing.");
        }
    }

    private boolean isSettled(Truth truth) throws IOException {
        Map<String, Ledger> ledgers = Ledger.newest(ledger.upToNow());
        return Ledger.total(ledgers, Ledger::in) == truth.records()
                && Ledger.total(ledgers, Ledger::counted) == truth.counted().size()
                && Balance.of(truth, reports(), deadLetters()).missing().isEmpty();
    }

    private void assertNumbers(Truth truth) throws IOException {
        Report.assertEqual(Report.newest(reports()), truth.reports());
        assertThat(truth.deadLetters()).hasSizeGreaterThan(10);

        Map<String, Ledger> ledgers = Ledger.newest(ledger.upToNow());
        assertThat(Ledger.total(ledgers, Ledger::in)).as("ledger: in").isEqualTo(truth.records());
        assertThat(Ledger.reasons(ledgers)).as("ledger: reasons").isEqualTo(truth.reasons());
        truth.models()
                .forEach((model, records) -> assertThat(ledgers.get(model))
                        .as("ledger of %s", model)
                        .extracting(Ledger::counted, Ledger::pending)
                        .containsExactly(records, 0L));
    }

    /** Printed, so that the log of a build is the table of what was tried. */
    private void print(String fault, Truth truth, Balance balance) throws IOException {
        List<Double> sorted = recoveries.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "fault: %s | runs %d | records %d | missing %d | duplicate %d | residual %d | recovery in s: median %.1f, max %.1f"
                        + " | seed %d%n",
                fault,
                sorted.size(),
                truth.records(),
                balance.missing().size(),
                balance.duplicate().size(),
                Ledger.total(Ledger.newest(ledger.upToNow()), Ledger::residual),
                sorted.get((sorted.size() - 1) / 2),
                sorted.get(sorted.size() - 1),
                plan.seed());
    }
}
