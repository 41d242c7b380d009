package dev.plumbline.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.serde.report.WindowReport;
import dev.plumbline.serde.report.WindowReportEncoder;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTimesTest {
    private final ReportTimes times = new ReportTimes(1_000);

    @Test
    void countsFromTheCloseOfTheWindowToItsFirstReport() {
        seen("a", 10_000, 11_250);
        seen("a", 10_000, 19_000);
        seen("b", 10_000, 11_500);

        assertThat(times.latencies(0, 20_000)).containsExactlyInAnyOrder(250.0, 500.0);
    }

    @Test
    void looksAtWindowsThatEndInTheGivenTimeOnly() {
        seen("a", 9_000, 10_100);
        seen("a", 10_000, 11_200);
        seen("a", 11_000, 12_300);

        assertThat(times.latencies(10_000, 11_000)).containsExactly(200.0);
        assertThat(times.lastEnd()).isEqualTo(11_000);
    }

    private void seen(String model, long end, long now) {
        WindowReport report = new WindowReport(
                model,
                "7",
                new TreeMap<>(),
                "tumbling 1s",
                end - 1_000,
                end,
                false,
                3,
                BinaryCrossentropyConfig.defaults(),
                new BinaryCrossentropyResult(0.5, 1.5, 3));
        times.seen(new WindowReportEncoder().value(report), now);
    }
}
