package dev.plumbline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.memory.Collected;
import dev.plumbline.job.memory.Interruption;
import dev.plumbline.job.memory.PartitionedLog;
import dev.plumbline.job.source.ClockedSource;
import dev.plumbline.job.source.Lateness;
import dev.plumbline.job.source.LogIdentity;
import dev.plumbline.job.source.LogSource;
import dev.plumbline.job.source.RecordGate;
import dev.plumbline.job.source.RecordWatermarks;
import dev.plumbline.job.source.SeriesLimit;
import dev.plumbline.job.time.Coverage;
import dev.plumbline.job.time.Panes;
import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.WindowReport;
import dev.plumbline.serde.report.WindowReportDecoder;
import dev.plumbline.serde.report.WindowReportEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole job over a log in memory: eight partitions that are out of order and drift apart, with late and rejected records.
 * However it is run, the final reports have the same bytes and the same records are late.
 */
class PlumblineTopologyTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    private static final long SEED = 20261121;
    private static final int PARTITIONS = 8;
    private static final int RECORDS_PER_PARTITION = 2_000;
    private static final long START = 1_790_000_000_000L;

    private static final List<@Nullable String> DEVICES = Arrays.asList("phone", "tv", null);

    private static List<List<SourceRecord>> log = List.of();
    private static Outcome reference = new Outcome(List.of(), List.of(), List.of(), Map.of());

    /**
     * What a run gave.
     *
     * @param reports the final reports, as key and value, sorted
     * @param letters the dead letters, as reason and place, sorted
     * @param balances every balance that was published
     * @param ledger the last balance of each account
     */
    private record Outcome(
            List<String> reports,
            List<String> letters,
            List<LedgerBalance> balances,
            Map<LedgerAccount, LedgerBalance> ledger) {}

    @BeforeAll
    static void readOnce() throws Exception {
        log = log(new Random(SEED));
        // With a checkpoint in the middle, so that there are balances that show records on their way.
        reference = run(1, new PartitionedLog(log, SEED, new Interruption(1, false)), 65_536);
    }

    @Test
    void theLogHoldsWhatItShouldShow() {
        Map<String, Long> reasons = reasons();

        assertThat(reasons).containsOnlyKeys("label_out_of_range", "late", "not_json");
        assertThat(reasons.get("late")).isGreaterThan(100);
        assertThat(reasons.get("not_json")).isEqualTo(PARTITIONS * RECORDS_PER_PARTITION / 100);
        assertThat(reference.reports()).hasSizeGreaterThan(200);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 65536", "1, 2, 3", "2, 3, 65536", "2, 4, 17", "4, 5, 65536", "4, 6, 1"})
    void parallelismAssignmentAndBufferSizeChangeNoByte(int parallelism, long seed, int paneBuffer) throws Exception {
        Outcome outcome = run(parallelism, seed, paneBuffer);

        assertThat(outcome.letters()).isEqualTo(reference.letters());
        assertThat(outcome.reports()).isEqualTo(reference.reports());
        assertThat(outcome.ledger()).isEqualTo(reference.ledger());
        assertThat(outcome.balances()).allMatch(balance -> balance.residual() == 0);
    }

    /** Late records are judged from the log alone, by code that shares nothing with the job. */
    @Test
    void exactlyTheRecordsThatTheRuleCallsLateAreLate() {
        assertThat(reference.letters().stream().filter(letter -> letter.startsWith("late ")))
                .containsExactlyInAnyOrderElementsOf(late().stream()
                        .map(record -> "late " + record.partition() + " " + record.offset())
                        .toList());
    }

    private static Set<SourceRecord> late() {
        Set<SourceRecord> late = Collections.newSetFromMap(new IdentityHashMap<>());
        for (List<SourceRecord> partition : log) {
            long largest = Long.MIN_VALUE;
            for (SourceRecord record : partition) {
                if (record.rejection() == null) {
                    long time = record.prediction().time();
                    largest = Math.max(largest, time);
                    long paneEnd = Math.floorDiv(time, 10_000L) * 10_000 + 10_000;
                    if (paneEnd + 4_000 <= largest - 2_000) {
                        late.add(record);
                    }
                }
            }
        }
        return late;
    }

    /** How many records each model must account for: a partition's own, from the first one on that counts; "" for the rest. */
    private static Map<String, Long> recordsByModel() {
        Set<SourceRecord> late = late();
        Map<String, Long> records = new TreeMap<>();
        for (List<SourceRecord> partition : log) {
            Set<String> known = new HashSet<>();
            for (SourceRecord record : partition) {
                String model = Objects.requireNonNullElse(record.model(), "");
                if (record.rejection() == null && !late.contains(record)) {
                    known.add(model);
                }
                records.merge(known.contains(model) ? model : "", 1L, Long::sum);
            }
        }
        return records;
    }

    /** What was sent again after the restart is the same again, so sorting out repetitions leaves what a quiet run gives. */
    @Test
    @Timeout(120)
    void aFailureAndARestartFromACheckpointChangeNoByte() throws Exception {
        PartitionedLog source = new PartitionedLog(log, SEED, new Interruption(2, true));
        Outcome outcome = run(2, source, 100);

        // Whether anything had already come out that comes again is a matter of milliseconds.
        assertThat(source.hasFailed()).isTrue();
        assertThat(outcome.letters().stream().distinct()).containsExactlyElementsOf(reference.letters());
        assertThat(outcome.reports().stream().distinct()).containsExactlyElementsOf(reference.reports());
        assertThat(outcome.ledger()).isEqualTo(reference.ledger());
        assertThat(outcome.balances()).allMatch(balance -> balance.residual() == 0);
    }

    /** The ledger against the log itself, and against the two other outputs. */
    @Test
    void theLedgerTellsWhereEveryRecordWent() {
        for (LedgerBalance balance : reference.ledger().values()) {
            LedgerAccount account = balance.account();
            assertThat(balance.in())
                    .as("in of %s", account)
                    .isEqualTo(recordsByModel().get(account.model()));
            assertThat(balance.counted())
                    .as("counted of %s", account)
                    .isEqualTo(counted("\\{\"model\":\"" + account.model() + "\".*"));
            assertThat(balance.pending()).as("pending of %s", account).isZero();
            assertThat(balance.residual()).as("residual of %s", account).isZero();
        }
        assertThat(reference.ledger().values().stream()
                        .flatMap(balance -> balance.notCounted().entrySet().stream())
                        .collect(Collectors.groupingBy(
                                reason -> reason.getKey().code(), Collectors.summingLong(Map.Entry::getValue))))
                .isEqualTo(reasons());
        assertThat(reference.ledger()).containsKeys(LedgerAccount.UNATTRIBUTED, LedgerAccount.ofModel("model-0"));
    }

    /** Books are kept while the job runs, not only at its end. */
    @Test
    void balancesArePublishedWithCheckpointsAndShowWhatIsPending() {
        assertThat(reference.balances()).hasSizeGreaterThan(reference.ledger().size());
        assertThat(reference.balances()).anyMatch(balance -> balance.pending() > 0);
    }

    /** Results must not wait for the longest partition of a bounded read; the short ones' tasks are long gone then. */
    @Test
    @Timeout(120)
    void checkpointsGoOnWhenSomeTasksHaveNothingLeftToRead() throws Exception {
        Outcome outcome = run(4, new PartitionedLog(log.subList(0, 1), SEED, new Interruption(5, false)), 65_536);

        assertThat(outcome.reports()).isNotEmpty();
    }

    @Test
    void everyRecordIsCountedOrADeadLetter() {
        assertThat(counted(".*") + reference.letters().size()).isEqualTo((long) PARTITIONS * RECORDS_PER_PARTITION);
    }

    /** Records in final reports of the windows that do not overlap. */
    private static long counted(String reports) {
        return reference.reports().stream()
                .filter(report -> report.contains("\"slice\":{}")
                        && report.contains("\"tumbling 10s\"")
                        && report.matches(reports))
                .mapToLong(report -> Long.parseLong(report.replaceAll(".*\\|.*\"records\":([0-9]+).*", "$1")))
                .sum();
    }

    private static Map<String, Long> reasons() {
        return reference.letters().stream()
                .collect(Collectors.groupingBy(letter -> letter.split(" ", 2)[0], TreeMap::new, Collectors.counting()));
    }

    /** Weights are multiples of one half, so their sums are exact even after rounding. */
    @Test
    void theSlicesOfAnAttributeThatEveryoneHasAddUpToEveryone() throws Exception {
        WindowReportDecoder decoder = new WindowReportDecoder();
        Map<String, List<WindowReport>> byWindow = new TreeMap<>();
        for (String line : reference.reports()) {
            WindowReport report =
                    decoder.decode(line.substring(line.indexOf('|') + 1).getBytes(StandardCharsets.UTF_8));
            byWindow.computeIfAbsent(
                            report.model() + " " + report.window() + " " + report.start(), w -> new ArrayList<>())
                    .add(report);
        }

        assertThat(byWindow.size()).isGreaterThan(150);
        byWindow.forEach((window, reports) -> {
            Total everyone = Total.of(reports, List.of());
            assertThat(Total.of(reports, List.of("country"))).as(window).isEqualTo(everyone);
            assertThat(Total.of(reports, List.of("country", "device")).records())
                    .as(window)
                    .isLessThanOrEqualTo(everyone.records());
        });
    }

    /** The Brier score by its formula, from the log itself. */
    @Test
    void theCalibrationMetricsAreThoseOfTheRecordsInTheWindow() throws Exception {
        Map<String, double[]> expected = new TreeMap<>();
        Set<SourceRecord> late = late();
        for (List<SourceRecord> partition : log) {
            for (SourceRecord record : partition) {
                if (record.rejection() == null && !late.contains(record)) {
                    Prediction p = record.prediction();
                    double error = p.yPred() - p.yTrue();
                    double[] sums = expected.computeIfAbsent(
                            p.model() + " " + p.version() + " " + Math.floorDiv(p.time(), 10_000L) * 10_000,
                            w -> new double[3]);
                    sums[0]++;
                    sums[1] += p.sampleWeight();
                    sums[2] += p.sampleWeight() * error * error;
                }
            }
        }
        int compared = 0;
        WindowReportDecoder decoder = new WindowReportDecoder();
        for (String line : reference.reports()) {
            WindowReport report =
                    decoder.decode(line.substring(line.indexOf('|') + 1).getBytes(StandardCharsets.UTF_8));
            if (report.slice().isEmpty() && report.window().equals("tumbling 10s")) {
                double[] sums = expected.get(report.model() + " " + report.version() + " " + report.start());
                CalibrationResult measured = Objects.requireNonNull(report.calibration());
                assertThat(measured.rows()).isEqualTo((long) sums[0]);
                assertThat(measured.value("sum_w")).isEqualTo(sums[1]);
                // Some hundred terms of at most 1, each rounded three times and added with an error of 2^-53.
                assertThat(measured.value("brier")).isCloseTo(sums[2] / sums[1], within(1e-12));
                assertThat(measured.reliabilityBins()).hasSize(20);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(expected.size()).isGreaterThan(50);
    }

    private record Total(long records, double weightCount) {

        /** The sum over the slices by these attributes. */
        static Total of(List<WindowReport> reports, List<String> attributes) {
            List<WindowReport> slices = reports.stream()
                    .filter(report -> List.copyOf(report.slice().keySet()).equals(attributes))
                    .toList();
            return new Total(
                    slices.stream().mapToLong(WindowReport::records).sum(),
                    slices.stream()
                            .mapToDouble(report -> report.result().weightCount())
                            .sum());
        }
    }

    private static Outcome run(int parallelism, long seed, int paneBuffer) throws Exception {
        return run(parallelism, new PartitionedLog(log, seed), paneBuffer);
    }

    private static Outcome run(int parallelism, PartitionedLog source, int paneBuffer) throws Exception {
        JobConfig config = ConfigLoader.load("""
                source: {files: {path: unused}}
                slices: [country, [device, country]]
                windows:
                  - tumbling: 10s
                  - sliding: {size: 1m, slide: 20s}
                  - cumulative: {size: 2m, step: 30s}
                time: {out_of_orderness: 2s, allowed_lateness: 4s}
                engine: {parallelism: %d, pane_buffer: %d, checkpoint_interval: 100ms, watermark_interval: 1ms}
                """.formatted(parallelism, paneBuffer), "test", List.of(), Map.of());
        Lateness lateness = new Lateness(Panes.of(config.windows()), 2_000, 4_000);
        Collected<RevisedReport> reports = new Collected<>();
        Collected<DeadLetter> letters = new Collected<>();
        Collected<LedgerBalance> balances = new Collected<>();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        PlumblineTopology.define(
                env,
                config,
                Coverage.whole(),
                new Inputs(
                        new LogSource(
                                new ClockedSource<>(
                                        source,
                                        lateness,
                                        new SeriesLimit(1_000, 1_000, config.slices()),
                                        LogIdentity.none()),
                                RecordWatermarks.bounded(config.time().outOfOrderness()),
                                new RecordGate(lateness)),
                        null),
                reports,
                letters,
                balances);
        env.execute();
        return new Outcome(
                finalReports(reports.values().stream()),
                letters.values().stream()
                        .map(letter ->
                                letter.rejection().reason().code() + " " + letter.partition() + " " + letter.offset())
                        .sorted()
                        .toList(),
                balances.values(),
                balances.values().stream()
                        .collect(Collectors.toMap(
                                LedgerBalance::account, balance -> balance, (earlier, later) -> later)));
    }

    private static List<String> finalReports(Stream<RevisedReport> reports) {
        WindowReportEncoder encoder = new WindowReportEncoder();
        return reports.map(RevisedReport::report)
                .filter(report -> report.isFinal())
                .map(report -> new String(encoder.key(report), StandardCharsets.UTF_8) + "|"
                        + new String(encoder.value(report), StandardCharsets.UTF_8))
                .sorted()
                .toList();
    }

    /** Partitions advance at different speeds; one record in ten is up to 30 s old, one in fifty is broken. */
    private static List<List<SourceRecord>> log(Random random) {
        List<List<SourceRecord>> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<SourceRecord> records = new ArrayList<>();
            for (int i = 0; i < RECORDS_PER_PARTITION; i++) {
                if (i % 100 == 50) {
                    records.add(Records.rejected(partition, i, ReasonCode.NOT_JSON));
                    continue;
                }
                if (i % 100 == 51) {
                    records.add(Records.rejected("model-0", partition, i, ReasonCode.LABEL_OUT_OF_RANGE));
                    continue;
                }
                long time = START + i * (100L + 10L * partition) + random.nextInt(1_500);
                if (random.nextInt(10) == 0) {
                    time -= random.nextInt(30_000);
                }
                double probability = random.nextDouble();
                SourceRecord record = Records.valid(
                        "model-" + random.nextInt(3),
                        partition,
                        i,
                        time,
                        random.nextDouble() < probability ? 1 : 0,
                        probability,
                        random.nextInt(4) / 2.0);
                // Every record has a country, two in three have a device.
                record.prediction()
                        .setSliceValues(new String[] {"c" + random.nextInt(3), DEVICES.get(random.nextInt(3))});
                records.add(record);
            }
            partitions.add(records);
        }
        return partitions;
    }
}
