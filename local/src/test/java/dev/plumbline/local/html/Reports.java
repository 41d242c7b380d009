package dev.plumbline.local.html;

import dev.plumbline.metric.BinaryCrossentropyAccumulator;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationAccumulator;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.PredictionDecoder;
import dev.plumbline.serde.report.Partial;
import dev.plumbline.serde.report.WindowReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reports as a job would publish them, for pages to show. */
final class Reports {
    static final long MINUTE = 60_000;

    /** 2026-01-01T00:00:00Z. */
    static final long NEW_YEAR = 1_767_225_600_000L;

    /** The metrics that they have. */
    static final CalibrationConfig METRICS = CalibrationConfig.defaults();

    private Reports() {}

    /**
     * The report of a window of one minute.
     *
     * @param minute which one of the year
     * @param offset how much more often than predicted labels come true, from -0.5 to 0.5
     * @param metrics what is measured beside the loss; null for nothing
     */
    static WindowReport of(
            String model,
            Map<String, String> slice,
            int minute,
            double offset,
            int records,
            @Nullable Partial partial,
            @Nullable CalibrationConfig metrics) {
        BinaryCrossentropyConfig loss = BinaryCrossentropyConfig.defaults();
        PredictionDecoder decoder = new PredictionDecoder(FieldMapping.defaults(), DecodeOptions.defaults(loss));
        BinaryCrossentropyAccumulator sum = new BinaryCrossentropyAccumulator(loss);
        CalibrationAccumulator pack = new CalibrationAccumulator(METRICS);
        Prediction prediction = new Prediction();
        long start = NEW_YEAR + minute * MINUTE;
        for (int i = 0; i < records; i++) {
            double predicted = (i * 37 % 101 + 0.5) / 102;
            boolean true1 = (i * 71 % 97) / 97.0 < predicted + offset;
            String record = "{\"model\":\"m\",\"y_pred\":" + predicted + ",\"y_true\":" + true1 + "}";
            Rejection rejection = decoder.decode(record.getBytes(StandardCharsets.UTF_8), start, prediction);
            if (rejection != null) {
                throw new IllegalStateException(rejection.message());
            }
            prediction.addTo(sum, pack);
        }
        return new WindowReport(
                model,
                "1",
                new TreeMap<>(slice),
                "tumbling 1m",
                start,
                start + MINUTE,
                true,
                partial,
                records,
                loss,
                sum.result(),
                metrics == null ? null : pack.result());
    }

    /** What a page tells beside reports with these values. */
    static ReplayFacts facts(List<String> values) {
        return new ReplayFacts(
                "live-replay",
                "predictions",
                1_802,
                3,
                "2026-01-01T00:00:00Z",
                "latest",
                BinaryCrossentropyConfig.defaults(),
                values,
                List.of("tumbling 1m", "sliding 10m/1m"),
                Map.of("in", 1_800L, "counted", 1_782L, "pending", 0L, "late", 3L, "dead_lettered", 15L),
                Map.of("whole", 28L, "start", 1L, "end", 1L, "both", 0L));
    }

    /** The keys of the values of {@link #METRICS}. */
    static List<String> values() {
        return List.copyOf(new CalibrationAccumulator(METRICS).result().values().keySet());
    }

    /** The series of these reports, which must be of one and in the order of time. */
    static PageSeries series(WindowReport... reports) {
        return new PageSeries(
                ReportRow.series(reports[0]),
                reports[0].window(),
                List.of(reports).stream()
                        .map(report -> ReportRow.bins(report).isEmpty()
                                ? "[" + ReportRow.numbers(report) + "]"
                                : "[" + ReportRow.numbers(report) + "," + ReportRow.bins(report) + "]")
                        .toList());
    }
}
