package dev.plumbline.local.eval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.local.eval.Evaluation.Outcome;
import dev.plumbline.local.eval.Evaluation.Rejected;
import dev.plumbline.local.eval.Evaluation.Score;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.serde.report.CalibrationJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * An outcome for machines: one JSON object on one line. Doubles round-trip; NaN and the infinities, which JSON does not
 * have, are the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
 */
public final class OutcomeJson {
    private static final JsonFactory JSON = new JsonFactory();

    private OutcomeJson() {}

    /** The object, without a line end. */
    public static String line(Outcome outcome) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            metric(json, outcome.metric());
            json.writeNumberField("records_in", outcome.total().records() + outcome.rejectedRecords());
            json.writeFieldName("total");
            json.writeStartObject();
            score(json, outcome.total());
            json.writeEndObject();
            json.writeArrayFieldStart("series");
            for (var entry : outcome.series().entrySet()) {
                json.writeStartObject();
                json.writeStringField("model", entry.getKey().model());
                json.writeStringField("version", entry.getKey().version());
                if (!entry.getKey().output().isEmpty()) {
                    json.writeStringField("output", entry.getKey().output());
                }
                score(json, entry.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            rejected(json, outcome);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    private static void metric(JsonGenerator json, BinaryCrossentropyConfig metric) throws IOException {
        json.writeObjectFieldStart("metric");
        json.writeStringField("name", metric.name());
        json.writeStringField("variant", metric.variant().id());
        json.writeStringField("dtype", metric.dtype().id());
        json.writeBooleanField("from_logits", metric.fromLogits());
        json.writeNumberField("label_smoothing", metric.labelSmoothing());
        json.writeEndObject();
    }

    private static void score(JsonGenerator json, Score score) throws IOException {
        json.writeNumberField("records", score.records());
        json.writeNumberField("result", score.metric().result());
        json.writeNumberField("weighted_sum", score.metric().weightedSum());
        json.writeNumberField("weight_count", score.metric().weightCount());
        CalibrationResult calibration = score.calibration();
        if (calibration != null) {
            CalibrationJson.write(calibration, json);
        }
    }

    private static void rejected(JsonGenerator json, Outcome outcome) throws IOException {
        json.writeNumberField("rejected_records", outcome.rejectedRecords());
        json.writeArrayFieldStart("rejected");
        for (Rejected rejected : outcome.rejected()) {
            json.writeStartObject();
            json.writeStringField("reason", rejected.first().reason().code());
            json.writeStringField("field", rejected.first().field());
            json.writeNumberField("records", rejected.records());
            json.writeNumberField("first_line", rejected.firstLine());
            json.writeStringField("message", rejected.first().message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
