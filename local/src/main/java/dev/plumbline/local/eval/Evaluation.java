package dev.plumbline.local.eval;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metrics over records, per model and version, per output of these where outputs have names, and in total. Time plays no role: a
 * record's time field is not even looked at. Each record is one {@code update_state} call. Not thread-safe.
 */
public final class Evaluation {
    private final PredictionDecoder decoder;
    private final long anyTime;
    private final Prediction prediction = new Prediction();
    private final Scores scores;
    private final Rejections rejected = new Rejections();

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

        boolean isWhole() {
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

    /**
     * Records that were rejected for one reason.
     *
     * @param records how many
     * @param file where the first of them stands
     * @param firstLine in which line of it, counted from 1
     * @param first why that one is rejected
     */
    public record Rejected(long records, String file, long firstLine, Rejection first) {}

    /**
     * All that came out.
     *
     * @param series the score of each model and version, and of each output that has a name, in order
     * @param total the score over all counted records; 0 over none
     * @param rejected which predictions were not valid, the most frequent reason first
     * @param labels what became of labels that came by themselves; null if each prediction brought its own
     */
    public record Outcome(
            BinaryCrossentropyConfig metric,
            Map<Series, Score> series,
            Score total,
            List<Rejected> rejected,
            @Nullable LabelOutcome labels) {
        /** Whether single outputs are among the series. */
        public boolean hasOutputs() {
            return series.keySet().stream().anyMatch(one -> !one.isWhole());
        }

        /** How many predictions there are, valid or not. */
        public long recordsIn() {
            return (labels == null ? total.records() : labels.predictions()) + rejectedRecords();
        }

        /** The number of predictions that were not valid. */
        public long rejectedRecords() {
            return Rejections.records(rejected);
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
        this.scores = new Scores(options.metric(), calibration, outputs);
        this.decoder = new PredictionDecoder(fields.withTime(null, EpochUnit.MILLISECONDS), options);
        this.anyTime = options.minTime().toEpochMilli();
    }

    /** Adds every line that is left of a file. */
    public void addAll(String file, JsonLines lines) throws IOException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            add(line, file, lines.lineNumber());
        }
    }

    /** Adds one record, which stood on the given line of a file. */
    public void add(byte[] record, String file, long line) {
        Rejection rejection = decoder.decode(record, anyTime, prediction);
        if (rejection == null) {
            scores.add(prediction);
        } else {
            rejected.add(rejection, file, line);
        }
    }

    /** What has come out so far. */
    public Outcome outcome() {
        return scores.outcome(rejected.inOrder(), null);
    }
}
