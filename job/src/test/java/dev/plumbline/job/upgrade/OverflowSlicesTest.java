package dev.plumbline.job.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.serde.report.FormatException;
import dev.plumbline.serde.report.WindowReport;
import dev.plumbline.serde.report.WindowReportDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole job where each partition has room for one slice of an entry per model: which ones they are, and what goes into
 * the overflow slices, follows from the log, however it is run.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverflowSlicesTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    private static final Set<String> COUNTRY = Set.of("country");
    private static final Set<String> BOTH = Set.of("country", "device");

    private Outcome reference;
    private Stopped stopped;

    @BeforeAll
    void runOnceAndStopHalfWay(@TempDir Path folder) throws Exception {
        reference = job(1, "hashmap").run(null);
        stopped = job(2, "rocksdb").stopHalfWay(folder);
    }

    private static MemoryJob job(int parallelism, String backend) {
        return MemoryJob.standard(parallelism, backend)
                .withSlices("[country, [country, device]]")
                .withSlicesPerEntry(1);
    }

    @ParameterizedTest
    @CsvSource({"2, hashmap", "4, rocksdb"})
    void parallelismChangesNoByte(int parallelism, String backend) throws Exception {
        assertThat(job(parallelism, backend).run(null)).isEqualTo(reference);
    }

    /** The counts are a part of the position, so what comes after a restore overflows as it would have. */
    @ParameterizedTest
    @CsvSource({"1, rocksdb", "4, hashmap"})
    void aRestoreChangesNoByte(int parallelism, String backend) throws Exception {
        Outcome rest = job(parallelism, backend).run(stopped.savepoint());

        assertThat(stopped.outcome().then(rest)).isEqualTo(reference);
    }

    /** Without calibration metrics coarse sums are always merged of fine ones, with them hardly ever in so small a log. */
    @ParameterizedTest
    @CsvSource({"1", "3"})
    void theLossAloneIsTheSame(int parallelism) throws Exception {
        Outcome loss = job(parallelism, "hashmap")
                .withMetrics("calibration: {metrics: none}")
                .run(null);
        List<String> withoutCalibration = reference.reports().stream()
                .map(report -> report.replaceAll(",\"calibration\":\\{.*}}$", "}"))
                .toList();

        assertThat(loss.reports()).isNotEmpty().isEqualTo(withoutCalibration);
        assertThat(loss.letters()).isEqualTo(reference.letters());
        assertThat(loss.ledger()).isEqualTo(reference.ledger());
    }

    @Test
    void noRecordIsRefusedForItsSlices() throws Exception {
        Outcome roomy = MemoryJob.standard(1, "hashmap")
                .withSlices("[country, [country, device]]")
                .run(null);
        Predicate<String> everyone = report -> report.contains("\"slice\":{}");

        assertThat(reference.onlyReports(everyone)).isEqualTo(roomy.onlyReports(everyone));
        assertThat(roomy.reports()).noneMatch(report -> report.contains("overflow"));
    }

    /** Weights are multiples of one half, and counts of bins are integers, so both add up even after rounding. */
    @Test
    void slicesAndOverflowSliceAddUpToEveryone() throws FormatException {
        WindowReportDecoder decoder = new WindowReportDecoder();
        Map<String, List<WindowReport>> byWindow = new TreeMap<>();
        for (String line : reference.reports()) {
            WindowReport report =
                    decoder.decode(line.substring(line.indexOf('|') + 1).getBytes(StandardCharsets.UTF_8));
            byWindow.computeIfAbsent(
                            report.model() + " " + report.window() + " " + report.start(), window -> new ArrayList<>())
                    .add(report);
        }

        assertThat(byWindow).hasSizeGreaterThan(20);
        assertThat(reference.reports())
                .anyMatch(report -> report.contains("\"slice\":{\"overflow\":\"country\"}"))
                .anyMatch(report -> report.contains("\"slice\":{\"overflow\":\"country,device\"}"));
        byWindow.forEach((window, reports) -> {
            Total everyone = Total.of(reports, report -> report.slice().isEmpty());
            assertThat(everyone.records()).isPositive();
            assertThat(Total.of(reports, report -> isOf(report, COUNTRY, "country")))
                    .as(window)
                    .isEqualTo(everyone);
            assertThat(Total.of(reports, report -> isOf(report, BOTH, "country,device")))
                    .as(window)
                    .isEqualTo(everyone);
        });
    }

    private static boolean isOf(WindowReport report, Set<String> attributes, String slicing) {
        return report.slice().keySet().equals(attributes)
                || slicing.equals(report.slice().get("overflow"));
    }

    private record Total(long records, double weightCount, long rows, List<Double> countsOfBins) {

        static Total of(List<WindowReport> reports, Predicate<WindowReport> wanted) {
            List<WindowReport> slices = reports.stream().filter(wanted).toList();
            double[] bins = new double[20];
            for (WindowReport report : slices) {
                for (int i = 0; i < bins.length; i++) {
                    bins[i] += report.calibration().reliabilityBins().get(i).count();
                }
            }
            return new Total(
                    slices.stream().mapToLong(WindowReport::records).sum(),
                    slices.stream()
                            .mapToDouble(report -> report.result().weightCount())
                            .sum(),
                    slices.stream()
                            .mapToLong(report -> report.calibration().rows())
                            .sum(),
                    Arrays.stream(bins).boxed().toList());
        }
    }
}
