package dev.plumbline.local.html;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.plumbline.job.JobVersion;
import dev.plumbline.local.calibration.ObservedRates;
import dev.plumbline.local.calibration.WilsonInterval;
import dev.plumbline.local.eval.Evaluation.Outcome;
import dev.plumbline.local.eval.Evaluation.Rejected;
import dev.plumbline.local.eval.Evaluation.Score;
import dev.plumbline.local.eval.Evaluation.Series;
import dev.plumbline.local.eval.OutcomeTable;
import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.metric.calibration.EqualMassBin;
import dev.plumbline.metric.calibration.ReliabilityBin;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The data of the page of an evaluation, as one JSON object for its scripts. NaN and the infinities are strings as in {@code --json};
 * all else is ASCII, so that not even half a surrogate pair in a name can spoil the file. Bins without rows are left out.
 */
final class EvaluationData {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** The most records first; the sort is stable, so models and versions of equally many stay in their own order. */
    private static final Comparator<Map.Entry<Series, Score>> LARGEST_FIRST = Comparator.comparingLong(
                    (Map.Entry<Series, Score> entry) -> entry.getValue().records())
            .reversed();

    private EvaluationData() {}

    /**
     * The object.
     *
     * @param limit how many series it may hold; the largest ones are kept
     */
    static String json(Outcome outcome, String source, int limit) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("plumbline", JobVersion.text());
            json.writeStringField("source", source);
            json.writeStringField("metric", OutcomeTable.title(outcome.metric()));
            json.writeNumberField("series_count", outcome.series().size());
            json.writeFieldName("total");
            json.writeStartObject();
            score(outcome.total(), json);
            json.writeEndObject();
            json.writeArrayFieldStart("series");
            for (Map.Entry<Series, Score> entry : largest(outcome, limit)) {
                json.writeStartObject();
                json.writeStringField("model", entry.getKey().model());
                json.writeStringField("version", entry.getKey().version());
                json.writeStringField("output", entry.getKey().output());
                score(entry.getValue(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("rejected_records", outcome.rejectedRecords());
            rejected(outcome.rejected(), json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    private static List<Map.Entry<Series, Score>> largest(Outcome outcome, int limit) {
        return outcome.series().entrySet().stream()
                .sorted(LARGEST_FIRST)
                .limit(limit)
                .toList();
    }

    private static void score(Score score, JsonGenerator json) throws IOException {
        CalibrationResult measured = score.calibration();
        if (measured == null) {
            throw new IllegalArgumentException("no calibration metric was computed; choose at least one");
        }
        json.writeNumberField("records", score.records());
        json.writeNumberField("rows", measured.rows());
        json.writeObjectFieldStart("values");
        for (Map.Entry<String, Double> value : measured.values().entrySet()) {
            json.writeNumberField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
        ObservedRates rates = new ObservedRates(measured);
        json.writeArrayFieldStart("equal_width");
        for (ReliabilityBin bin : measured.reliabilityBins()) {
            if (bin.count() > 0) {
                json.writeStartObject();
                range(bin.lower(), bin.upper(), json);
                json.writeNumberField("rows", bin.count());
                json.writeNumberField("weight", bin.weight());
                means(bin.meanPrediction(), bin.meanLabel(), rates.interval(bin), json);
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("equal_weight");
        for (EqualMassBin bin : measured.equalMassBins()) {
            json.writeStartObject();
            range(bin.lower(), bin.upper(), json);
            json.writeNumberField("weight", bin.weight());
            json.writeNumberField("predicted_error", bin.meanPredictionError());
            means(bin.meanPrediction(), bin.meanLabel(), rates.interval(bin), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void range(double lower, double upper, JsonGenerator json) throws IOException {
        json.writeNumberField("lower", lower);
        json.writeNumberField("upper", upper);
    }

    private static void means(double predicted, double observed, WilsonInterval interval, JsonGenerator json)
            throws IOException {
        json.writeNumberField("predicted", predicted);
        json.writeNumberField("observed", observed);
        json.writeNumberField("observed_lower", interval.lower());
        json.writeNumberField("observed_upper", interval.upper());
    }

    private static void rejected(List<Rejected> reasons, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("rejected");
        for (Rejected rejected : reasons) {
            json.writeStartObject();
            json.writeStringField("reason", rejected.first().reason().code());
            json.writeNumberField("records", rejected.records());
            json.writeNumberField("first_line", rejected.firstLine());
            json.writeStringField("message", rejected.first().message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
