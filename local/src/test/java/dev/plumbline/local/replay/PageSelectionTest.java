package dev.plumbline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.local.html.PageContent;
import dev.plumbline.local.html.PageSeries;
import dev.plumbline.local.html.ReportRow;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.metric.calibration.ReliabilityBin;
import dev.plumbline.serde.report.WindowReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageSelectionTest {
    private static final long SEED = 20_261_125;
    private static final long MINUTE = 60_000;
    private static final int PLENTY = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void showsAllThereIsTheOldestWindowsFirst() throws IOException {
        WindowReport first = report("m", Map.of(), 1, 10, true);
        WindowReport second = report("m", Map.of(), 2, 10, true);
        WindowReport slice = report("m", Map.of("k", "v\t\n\u00e9"), 1, 5, false);
        PageContent content = PageSelection.of(file(List.of(slice, second, first)), 10, PLENTY);

        assertThat(content.isComplete()).isTrue();
        assertThat(content.series())
                .containsExactly(
                        new PageSeries(
                                "{\"model\":\"m\",\"version\":\"1\",\"slice\":{}}",
                                "tumbling 1m",
                                List.of(whole(first), whole(second))),
                        new PageSeries(
                                "{\"model\":\"m\",\"version\":\"1\",\"slice\":{\"k\":\"v\\t\\n\\u00E9\"}}",
                                "tumbling 1m",
                                List.of("[" + ReportRow.numbers(slice) + "]")));
        assertThat(PageSelection.of(file(List.of()), 10, PLENTY)).isEqualTo(new PageContent(List.of(), 0, 0, 0));
    }

    @Test
    void prefersEveryoneAndThenTheMostRecordsInTheNewestWindow() throws IOException {
        List<WindowReport> reports = List.of(
                report("m", Map.of("k", "large"), 1, 900, true),
                report("m", Map.of("k", "small"), 1, 1_000, true),
                report("m", Map.of("k", "small"), 2, 20, true),
                report("small", Map.of(), 1, 3, true),
                report("m", Map.of(), 1, 1_000, true));
        PageContent content = PageSelection.of(file(reports), 3, PLENTY);

        assertThat(content.series().stream().map(PageSeries::series))
                .containsExactly(
                        ReportRow.series(reports.get(4)),
                        ReportRow.series(reports.get(3)),
                        ReportRow.series(reports.get(0)));
        assertThat(content.seriesLeftOut()).isEqualTo(1);
        assertThat(content.windowsLeftOut()).isZero();
    }

    @Test
    void keepsTheNewestWindowsAndOfTheseTheNewestBinsWhereTheRoomIsShort() throws IOException {
        List<WindowReport> reports = new ArrayList<>();
        for (int minute = 20; minute < 70; minute++) {
            reports.add(report("a", Map.of(), minute, 1_000, true));
            if (minute % 2 == 0) {
                reports.add(report("b", Map.of(), minute, 1_000, true));
            }
        }
        int numbers = ReportRow.numbers(reports.get(0)).length();
        int bins = ReportRow.bins(reports.get(0)).length();
        // Half of it for the numbers of twenty windows, the other half for as many bins.
        PageContent content = PageSelection.of(file(reports), 10, 2L * 20 * numbers);

        assertThat(content.windows()).isEqualTo(20);
        assertThat(content.windowsLeftOut()).isEqualTo(55);
        long withBins = 20L * numbers / bins;
        assertThat(withBins).isBetween(2L, 18L);
        assertThat(content.binsLeftOut()).isEqualTo(20 - withBins);
        for (PageSeries series : content.series()) {
            assertThat(series.windows()).hasSize(10);
            assertThat(series.windows().get(9)).endsWith("]]");
            assertThat(series.windows().get(0)).doesNotContain("[[[", ",[[");
        }
        assertThat(content.series().get(0).windows().get(9)).isEqualTo(whole(reports.get(reports.size() - 1)));
        assertThat(content.series().get(1).windows().get(0)).startsWith("[[" + 50 * MINUTE + ",");
    }

    @Test
    void givesAllTheRoomToNumbersWhereThereAreNoBins() throws IOException {
        List<WindowReport> reports = new ArrayList<>();
        for (int minute = 20; minute < 60; minute++) {
            reports.add(report("a", Map.of(), minute, 1_000, false));
        }
        PageContent content = PageSelection.of(
                file(reports), 10, 30L * ReportRow.numbers(reports.get(0)).length());

        assertThat(content.windows()).isEqualTo(30);
        assertThat(content.binsLeftOut()).isZero();
    }

    @Test
    void choosesTheSameWhateverTheOrder() throws IOException {
        List<WindowReport> reports = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            reports.add(report("m" + i % 3, i % 2 == 0 ? Map.of() : Map.of("k", "v" + i % 5), i, 10 + i % 7, true));
        }
        PageContent content = PageSelection.of(file(reports), 9, 20_000);
        Collections.shuffle(reports, new Random(SEED));

        assertThat(content.isComplete()).isFalse();
        assertThat(PageSelection.of(file(reports), 9, 20_000)).isEqualTo(content);
    }

    private Path file(List<WindowReport> reports) throws IOException {
        return Files.write(
                folder.resolve("reports"),
                reports.stream().map(report -> PageLine.of(report).text()).toList());
    }

    private static String whole(WindowReport report) {
        return "[" + ReportRow.numbers(report) + "," + ReportRow.bins(report) + "]";
    }

    private static WindowReport report(
            String model, Map<String, String> slice, int minute, long records, boolean withBins) {
        double weight = (double) records;
        return new WindowReport(
                model,
                "1",
                new TreeMap<>(slice),
                "tumbling 1m",
                minute * MINUTE,
                (minute + 1) * MINUTE,
                true,
                null,
                records,
                BinaryCrossentropyConfig.defaults(),
                new BinaryCrossentropyResult(0.5, weight / 2, weight),
                CalibrationResult.of(
                        records,
                        records,
                        Map.of("sum_w", weight),
                        withBins
                                ? IntStream.range(0, 6)
                                        .mapToObj(i ->
                                                ReliabilityBin.of(i, 6, records, weight, 0.25 * weight, 0.25 * weight))
                                        .toList()
                                : List.of(),
                        List.of()));
    }
}
