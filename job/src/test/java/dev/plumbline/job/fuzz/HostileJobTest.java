package dev.plumbline.job.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.Inputs;
import dev.plumbline.job.PlumblineTopology;
import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.job.memory.Collected;
import dev.plumbline.job.memory.GeneratedLog;
import dev.plumbline.job.source.ClockedSource;
import dev.plumbline.job.source.Lateness;
import dev.plumbline.job.source.LogIdentity;
import dev.plumbline.job.source.LogSource;
import dev.plumbline.job.source.RecordDecoder;
import dev.plumbline.job.source.RecordGate;
import dev.plumbline.job.source.RecordWatermarks;
import dev.plumbline.job.source.SeriesLimit;
import dev.plumbline.job.time.Coverage;
import dev.plumbline.job.time.Panes;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.WindowReport;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole job, decoder included, under {@link HostileTraffic}: it never restarts, counts exactly what the {@link Reference}
 * counts, and puts every other record, untouched and once, among the dead letters. Longer with {@code mvn verify -Pfuzz}; see
 * {@code CONTRIBUTING.md}.
 */
class HostileJobTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    private static final long SEED = Long.getLong("plumbline.fuzz.seed", 20_261_122L);
    private static final int PARTITIONS = 4;
    private static final int RECORDS = Integer.getInteger("plumbline.fuzz.records", 12_000) / PARTITIONS;

    /** Few enough to be used up early, and a part of the names in the traffic in any case. */
    private static final int SERIES = 1_000;

    /** One country of three is left over, a different one in each partition. */
    private static final int SLICES = 2;

    private static final HostileTraffic TRAFFIC = new HostileTraffic(SEED);
    private static final Reference REFERENCE = new Reference(TRAFFIC, PARTITIONS, RECORDS, SERIES, SLICES);

    private record Outcome(List<WindowReport> reports, List<LedgerBalance> balances, CheckedLetters letters) {}

    @BeforeAll
    static void forgetThePeak() {
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    @AfterAll
    static void tellTheFigures() {
        long peak =
                heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        System.out.printf(
                "Fuzz of the job: seed %d, %d records, %d models, %d kinds of hostility, refused %s, peak heap %d MB%n",
                SEED,
                (long) PARTITIONS * RECORDS,
                REFERENCE.modelsInTraffic(),
                Hostility.values().length,
                REFERENCE.reasonCounts(),
                peak >> 20);
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    @Test
    void theTrafficHoldsEveryReasonThatARecordCanBeRefusedFor() {
        // Late after idleness needs a partition that is silent for a while, and the others labels that come later.
        Set<String> reasons = Arrays.stream(ReasonCode.values())
                .filter(reason ->
                        reason.isOfTheRecord() || reason == ReasonCode.LATE || reason == ReasonCode.TOO_MANY_SERIES)
                .map(ReasonCode::code)
                .collect(Collectors.toSet());

        assertThat(REFERENCE.reasonCounts().keySet()).isEqualTo(reasons);
        assertThat(REFERENCE.reasonCounts().get("too_many_series")).isGreaterThan(RECORDS / 10);
        assertThat(REFERENCE.overflowing()).isGreaterThan(RECORDS / 10);
        assertThat(REFERENCE.mostNames()).isBetween(SERIES - 5, SERIES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void neverRestartsAndTellsOfEveryRecordWhatBecameOfIt(int parallelism) throws Exception {
        Outcome outcome = run(parallelism, false);

        assertThat(outcome.letters().firstFlaw()).as("seed %d", SEED).isNull();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int offset = 0; offset < RECORDS; offset++) {
                int expected = REFERENCE.reason(partition, offset).isEmpty() ? 0 : 1;
                if (outcome.letters().letters(partition, offset) != expected) {
                    assertThat(outcome.letters().letters(partition, offset))
                            .as("letters of partition %d offset %d, seed %d", partition, offset, SEED)
                            .isEqualTo(expected);
                }
            }
        }
        checkReports(outcome.reports());
        checkLedger(outcome.balances());
    }

    /** The names are a part of the position, so the records after a restart get the verdicts that they would have had. */
    @Test
    void aFailureAndARestartChangeNoVerdict() throws Exception {
        Outcome outcome = run(2, true);

        assertThat(outcome.letters().firstFlaw()).as("seed %d", SEED).isNull();
        long repeated = 0;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int offset = 0; offset < RECORDS; offset++) {
                int letters = outcome.letters().letters(partition, offset);
                repeated += letters > 1 ? 1 : 0;
                if (REFERENCE.reason(partition, offset).isEmpty() != (letters == 0)) {
                    assertThat(letters)
                            .as("letters of partition %d offset %d, seed %d", partition, offset, SEED)
                            .isEqualTo(REFERENCE.reason(partition, offset).isEmpty() ? 0 : 1);
                }
            }
        }
        assertThat(repeated).as("letters sent once more after the failure").isPositive();
        checkReports(outcome.reports());
        checkLedger(outcome.balances());
    }

    private static void checkReports(List<WindowReport> reports) {
        Map<String, WindowReport> finals = new HashMap<>();
        for (WindowReport report : reports) {
            if (report.isFinal()) {
                finals.put(
                        Reference.key(
                                report.model(), report.version(), report.slice().toString(), report.start()),
                        report);
            }
        }
        assertThat(finals.keySet())
                .as("seed %d", SEED)
                .isEqualTo(REFERENCE.sums().keySet());
        finals.forEach((key, report) -> {
            Reference.Sum sum = REFERENCE.sums().get(key);
            assertThat(report.records()).as(key).isEqualTo(sum.records);
            assertThat(report.result()).as(key).isEqualTo(sum.loss.result());
        });
        assertThat(reports.stream()
                        .map(report -> report.model() + "|" + report.version() + "|" + report.slice())
                        .distinct()
                        .count())
                .isLessThan((long) PARTITIONS * SERIES);
    }

    private static void checkLedger(List<LedgerBalance> balances) {
        Map<LedgerAccount, LedgerBalance> last = new HashMap<>();
        balances.forEach(balance -> last.put(balance.account(), balance));
        assertThat(last.values()).allMatch(balance -> balance.residual() == 0 && balance.pending() == 0);
        assertThat(last.values().stream().mapToLong(LedgerBalance::in).sum()).isEqualTo((long) PARTITIONS * RECORDS);
        assertThat(last.get(LedgerAccount.OVERFLOW).in())
                .isEqualTo(REFERENCE.reasonCounts().get("too_many_series"));
        assertThat(last.get(LedgerAccount.UNATTRIBUTED).in()).isEqualTo(REFERENCE.unattributed());
        Set<String> models = new HashSet<>();
        last.keySet().forEach(account -> models.add(account.model()));
        models.remove("");
        assertThat(models).isEqualTo(REFERENCE.models());
    }

    private static Outcome run(int parallelism, boolean failing) throws Exception {
        JobConfig config = ConfigLoader.load(
                """
                source: {files: {path: unused}}
                slices: [country, [device, country]]
                outputs: [click]
                windows: [{tumbling: 10s}]
                time: {out_of_orderness: 2s, allowed_lateness: 4s}
                limits: {record_bytes: %d, elements: %d, series: %d, slices: %d}
                engine: {parallelism: %d, pane_buffer: 500, checkpoint_interval: 200ms, watermark_interval: 5ms}
                """.formatted(HostileTraffic.RECORD_BYTES, HostileTraffic.ELEMENTS, SERIES, SLICES, parallelism),
                "test",
                List.of(),
                Map.of());
        Lateness lateness =
                new Lateness(Panes.of(config.windows()), Reference.OUT_OF_ORDERNESS, Reference.ALLOWED_LATENESS);
        GeneratedLog log = new GeneratedLog(
                PARTITIONS,
                RECORDS,
                TRAFFIC,
                new RecordDecoder(config.fields(), config.decodeOptions()),
                SEED + parallelism,
                failing);
        Collected<RevisedReport> reports = new Collected<>();
        Collected<LedgerBalance> balances = new Collected<>();
        CheckedLetters letters = new CheckedLetters(TRAFFIC, REFERENCE, PARTITIONS, RECORDS);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        if (!failing) {
            // Then a failure that nobody has asked for ends the job, and the test.
            env.configure(new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
        }
        PlumblineTopology.define(
                env,
                config,
                Coverage.whole(),
                new Inputs(
                        new LogSource(
                                new ClockedSource<>(
                                        log,
                                        lateness,
                                        new SeriesLimit(
                                                config.limits().series(),
                                                config.limits().slices(),
                                                config.slices()),
                                        LogIdentity.none()),
                                RecordWatermarks.bounded(config.time().outOfOrderness()),
                                new RecordGate(lateness)),
                        null),
                reports,
                letters,
                balances);
        env.execute();
        return new Outcome(reports.values().stream().map(RevisedReport::report).toList(), balances.values(), letters);
    }
}
