package dev.plumbline.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.job.OutputTraffic.Event;
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
import dev.plumbline.metric.BinaryCrossentropyAccumulator;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.NdArray;
import dev.plumbline.metric.calibration.CalibrationAccumulator;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.WindowReport;
import dev.plumbline.serde.report.WindowReportEncoder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reports per output, of the whole job over records in bytes, against accumulators that are fed with the outputs' columns by a
 * test that knows nothing of the job but the metrics.
 */
class OutputReportsTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    private static final int PARTITIONS = 4;
    private static final int RECORDS = 500;

    /** Two countries of three have room for the slices of their outputs, other ones in each partition. */
    private static final int SLICES = 2 * OutputTraffic.OUTPUTS.size() + 1;

    private static final OutputTraffic TRAFFIC = new OutputTraffic(20_261_125L);
    private static final BinaryCrossentropyConfig METRIC = BinaryCrossentropyConfig.defaults();

    private static List<WindowReport> reports = List.of();
    private static final Map<String, Sum> EXPECTED = expected();

    private static final class Sum {
        private final BinaryCrossentropyAccumulator loss = new BinaryCrossentropyAccumulator(METRIC);
        private final CalibrationAccumulator pack =
                new CalibrationAccumulator(CalibrationConfig.defaults().withLoss(METRIC));
        private long records;

        void add(NdArray yTrue, NdArray yPred, @Nullable NdArray weights) {
            loss.update(yTrue, yPred, weights);
            pack.add(yTrue, yPred, weights);
            records++;
        }
    }

    @BeforeAll
    static void readOnce() throws Exception {
        reports = run(1, 1, 8_192);
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 3", "2, 3, 8192", "4, 4, 8192", "4, 5, 7"})
    void parallelismAssignmentAndBufferSizeChangeNoByte(int parallelism, long seed, int paneBuffer) throws Exception {
        assertThat(bytes(run(parallelism, seed, paneBuffer))).isEqualTo(bytes(reports));
    }

    @Test
    void eachOutputIsWhatItsColumnsAloneAre() {
        Map<String, WindowReport> byKey = new TreeMap<>();
        reports.forEach(report -> byKey.put(key(report.slice().toString(), report.start()), report));

        assertThat(byKey.keySet())
                .isEqualTo(EXPECTED.keySet())
                .anyMatch(key -> key.startsWith("{output=buy} "))
                .anyMatch(key -> key.startsWith("{country=c1, output=share} "))
                .anyMatch(key -> key.startsWith("{overflow=country,output} "));
        byKey.forEach((key, report) -> {
            Sum sum = EXPECTED.get(key);
            assertThat(report.records()).as(key).isEqualTo(sum.records);
            assertThat(report.result()).as(key).isEqualTo(sum.loss.result());
            assertThat(report.calibration()).as(key).isEqualTo(sum.pack.result());
        });
    }

    @Test
    void thePackOfEveryoneIsTheSumOfThoseOfTheOutputsAndTheLossTheirMean() {
        int compared = 0;
        for (WindowReport report : reports) {
            if (report.slice().isEmpty()) {
                CalibrationAccumulator pack =
                        new CalibrationAccumulator(CalibrationConfig.defaults().withLoss(METRIC));
                double losses = 0;
                for (String output : OutputTraffic.OUTPUTS) {
                    Sum sum = EXPECTED.get(key("{output=" + output + "}", report.start()));
                    pack.merge(sum.pack);
                    losses += sum.loss.result().result();
                }
                assertThat(report.calibration()).isEqualTo(pack.result());
                // Some hundred means of three, each rounded once.
                assertThat(report.result().result()).isCloseTo(losses / OutputTraffic.OUTPUTS.size(), within(1e-13));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(2);
    }

    private static Map<String, Sum> expected() {
        Map<String, Sum> sums = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Set<String> admitted = new HashSet<>();
            for (int offset = 0; offset < RECORDS; offset++) {
                Event event = TRAFFIC.event(partition, offset);
                String country = event.country();
                whole(sums, "{}", event);
                columns(sums, "{output=", event);
                if (country != null) {
                    whole(sums, "{country=" + country + "}", event);
                    if (admitted.size() < 2) {
                        admitted.add(country);
                    }
                    if (admitted.contains(country)) {
                        columns(sums, "{country=" + country + ", output=", event);
                    } else {
                        whole(sums, "{overflow=country,output}", event);
                    }
                }
            }
        }
        return sums;
    }

    private static void whole(Map<String, Sum> sums, String slice, Event event) {
        int[] shape = {event.rows(), OutputTraffic.OUTPUTS.size()};
        sum(sums, slice, event).add(array(shape, event.yTrue()), array(shape, event.yPred()), weights(event));
    }

    private static void columns(Map<String, Sum> sums, String sliceUpToOutput, Event event) {
        int[] shape = {event.rows(), 1};
        for (int output = 0; output < OutputTraffic.OUTPUTS.size(); output++) {
            sum(sums, sliceUpToOutput + OutputTraffic.OUTPUTS.get(output) + "}", event)
                    .add(
                            array(shape, column(event.yTrue(), output)),
                            array(shape, column(event.yPred(), output)),
                            weights(event));
        }
    }

    private static List<Double> column(List<Double> rows, int output) {
        int outputs = OutputTraffic.OUTPUTS.size();
        return IntStream.range(0, rows.size() / outputs)
                .mapToObj(row -> rows.get(row * outputs + output))
                .toList();
    }

    private static NdArray array(int[] shape, List<Double> values) {
        return NdArray.of(
                METRIC.dtype(),
                shape,
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static @Nullable NdArray weights(Event event) {
        return event.weights() == null ? null : array(new int[] {event.rows()}, event.weights());
    }

    private static Sum sum(Map<String, Sum> sums, String slice, Event event) {
        return sums.computeIfAbsent(key(slice, Math.floorDiv(event.time(), 10_000L) * 10_000), key -> new Sum());
    }

    private static String key(String slice, long start) {
        return slice + " " + start;
    }

    private static List<String> bytes(List<WindowReport> reports) {
        WindowReportEncoder encoder = new WindowReportEncoder();
        return reports.stream()
                .map(report -> new String(encoder.key(report), UTF_8) + new String(encoder.value(report), UTF_8))
                .sorted()
                .toList();
    }

    /** The final reports of a run. */
    private static List<WindowReport> run(int parallelism, long seed, int paneBuffer) throws Exception {
        JobConfig config = ConfigLoader.load(
                """
                source: {files: {path: unused}}
                outputs: %s
                slices: [country, [country, output]]
                windows: [{tumbling: 10s}]
                engine: {parallelism: %d, pane_buffer: %d, checkpoint_interval: 100ms, watermark_interval: 1ms}
                """.formatted(OutputTraffic.OUTPUTS, parallelism, paneBuffer), "test", List.of(), Map.of());
        Lateness lateness = new Lateness(Panes.of(config.windows()), 5_000, 60_000);
        Collected<RevisedReport> published = new Collected<>();
        Collected<DeadLetter> letters = new Collected<>();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        PlumblineTopology.define(
                env,
                config,
                Coverage.whole(),
                new Inputs(
                        new LogSource(
                                new ClockedSource<>(
                                        new GeneratedLog(
                                                PARTITIONS,
                                                RECORDS,
                                                TRAFFIC,
                                                new RecordDecoder(config.fields(), config.decodeOptions()),
                                                seed,
                                                false),
                                        lateness,
                                        new SeriesLimit(1_000, SLICES, config.slices()),
                                        LogIdentity.none()),
                                RecordWatermarks.bounded(config.time().outOfOrderness()),
                                new RecordGate(lateness)),
                        null),
                published,
                letters,
                new Collected<LedgerBalance>());
        env.execute();
        assertThat(letters.values()).isEmpty();
        return published.values().stream()
                .map(RevisedReport::report)
                .filter(WindowReport::isFinal)
                .toList();
    }
}
