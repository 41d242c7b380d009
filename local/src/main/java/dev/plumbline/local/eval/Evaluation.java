package dev.plumbline.local.eval;

import dev.plumbline.metric.BinaryCrossentropyAccumulator;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.metric.calibration.CalibrationAccumulator;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.EpochUnit;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.JsonLines;
import dev.plumbline.serde.decode.PredictionDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The metrics over records, per model and version, per output of these where outputs have names, and in total. Time plays no role: a record's time field is not even
 * looked at. Each record is one {@code update_state} call. Not thread-safe.
 */
public final class Evaluation {
    private final BinaryCrossentropyConfig metric;
    private final @Nullable CalibrationConfig calibration;
    private final List<String> outputs;
    private final PredictionDecoder decoder;
    private final long anyTime;
    private final Prediction prediction = new Prediction();
    private final Map<Series, Sum> sums = new TreeMap<>();
    private final Map<String, Rejected> rejected = new LinkedHashMap<>();

    /**
     * Whose predictions: ordered by model, then version, then output.
     *
     * @param output the name of one output; empty for all of them together
     */
    public record Series(String model, String version, String output) implements Comparable<Series> {
        private static final Comparator<Series> ORDER = Comparator.comparing(Series::model)
                .thenComparing(Series::version)
                .thenComparing(Series::output);

        /** All outputs together. */
        public Series(String model, String version) {
            this(model, version, "");
        }

        private boolean isWhole() {
            return output.isEmpty();
        }

        @Override
        public int compareTo(Series other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * What came out for one series, or for all of them.
     *
     * @param records the records counted
     * @param metric the loss over them
     * @param calibration the calibration metrics over them; null if none were chosen
     */
    public record Score(
            long records,
            BinaryCrossentropyResult metric,
            @Nullable CalibrationResult calibration) {}

    /** Records that were rejected for one reason: how many, and the first of them with its line, counted from 1. */
    public record Rejected(long records, long firstLine, Rejection first) {
        private Rejected oneMore() {
            return new Rejected(records + 1, firstLine, first);
        }
    }

    /**
     * All that came out.
     *
     * @param series the score of each model and version, and of each output that has a name, in order
     * @param total the score over all counted records; 0 over none
     * @param rejected what was not counted, the most frequent reason first
     */
    public record Outcome(
            BinaryCrossentropyConfig metric, Map<Series, Score> series, Score total, List<Rejected> rejected) {
        /** Whether single outputs are among the series. */
        public boolean hasOutputs() {
            return series.keySet().stream().anyMatch(one -> !one.isWhole());
        }

        /** The number of records that were not counted. */
        public long rejectedRecords() {
            return rejected.stream().mapToLong(Rejected::records).sum();
        }
    }

    private static final class Sum {
        private final BinaryCrossentropyAccumulator accumulator;
        private final @Nullable CalibrationAccumulator pack;
        private long records;

        private Sum(BinaryCrossentropyConfig metric, @Nullable CalibrationConfig calibration) {
            accumulator = new BinaryCrossentropyAccumulator(metric);
            pack = calibration == null ? null : new CalibrationAccumulator(calibration);
        }

        private void add(Prediction prediction) {
            if (pack == null) {
                prediction.addTo(accumulator);
            } else {
                prediction.addTo(accumulator, pack);
            }
            records++;
        }

        private void addOutput(Prediction prediction, int output) {
            prediction.addOutputTo(output, accumulator, pack);
            records++;
        }

        private void merge(Sum other) {
            accumulator.merge(other.accumulator);
            if (pack != null && other.pack != null) {
                pack.merge(other.pack);
            }
            records += other.records;
        }

        private Score score() {
            return new Score(records, accumulator.result(), pack == null ? null : pack.result());
        }
    }

    /**
     * An evaluation of nothing yet.
     *
     * @param fields where the fields of the records are
     * @param options what counts as valid
     * @param calibration what to measure beside the loss; null for nothing
     * @param outputs the names of the outputs to tell apart, as many as the options ask for; none for no telling apart
     */
    public Evaluation(
            FieldMapping fields, DecodeOptions options, @Nullable CalibrationConfig calibration, List<String> outputs) {
        this.metric = options.metric();
        this.calibration = calibration;
        this.outputs = List.copyOf(outputs);
        this.decoder = new PredictionDecoder(fields.withTime(null, EpochUnit.MILLISECONDS), options);
        this.anyTime = options.minTime().toEpochMilli();
    }

    /** Adds every line that is left. */
    public void addAll(JsonLines lines) throws IOException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            add(line, lines.lineNumber());
        }
    }

    /** Adds one record, which stood on the given line. */
    public void add(byte[] record, long line) {
        Rejection rejection = decoder.decode(record, anyTime, prediction);
        if (rejection == null) {
            sum("").add(prediction);
            for (int i = 0; i < outputs.size(); i++) {
                sum(outputs.get(i)).addOutput(prediction, i);
            }
        } else {
            rejected.merge(
                    rejection.reason().code() + " " + rejection.field(),
                    new Rejected(1, line, rejection),
                    (earlier, now) -> earlier.oneMore());
        }
    }

    private Sum sum(String output) {
        return sums.computeIfAbsent(
                new Series(prediction.model(), prediction.version(), output), series -> new Sum(metric, calibration));
    }

    /** What has come out so far. */
    public Outcome outcome() {
        Map<Series, Score> series = new LinkedHashMap<>();
        Sum total = new Sum(metric, calibration);
        sums.forEach((key, sum) -> {
            series.put(key, sum.score());
            if (key.isWhole()) {
                total.merge(sum);
            }
        });
        List<Rejected> reasons = new ArrayList<>(rejected.values());
        reasons.sort(Comparator.comparingLong(Rejected::records)
                .reversed()
                .thenComparing(Comparator.comparingLong(Rejected::firstLine)));
        return new Outcome(metric, series, total.score(), reasons);
    }
}
