package dev.plumbline.local.eval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.local.eval.Evaluation.Outcome;
import dev.plumbline.local.eval.Evaluation.Rejected;
import dev.plumbline.local.eval.Evaluation.Score;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.serde.report.CalibrationJson;
import dev.plumbline.serde.report.LabelCoverageJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

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
            LabelOutcome labels = outcome.labels();
            json.writeNumberField("records_in", outcome.recordsIn());
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
            json.writeNumberField("rejected_records", outcome.rejectedRecords());
            reasons(json, "rejected", outcome.rejected(), false);
            if (labels != null) {
                labels(json, labels);
            }
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

    private static void labels(JsonGenerator json, LabelOutcome labels) throws IOException {
        json.writeObjectFieldStart("join");
        json.writeNumberField("horizon_ms", labels.policy().horizon());
        LabelCoverageJson.write(labels.total(), json);
        json.writeArrayFieldStart("series");
        for (var entry : labels.series().entrySet()) {
            json.writeStartObject();
            json.writeStringField("model", entry.getKey().model());
            json.writeStringField("version", entry.getKey().version());
            LabelCoverageJson.write(entry.getValue(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("duplicate_predictions", labels.duplicatePredictions());
        json.writeNumberField("label_records", labels.labels());
        json.writeNumberField("shared_labels", labels.shared());
        json.writeNumberField("duplicate_labels", labels.duplicateLabels());
        json.writeObjectFieldStart("recent");
        json.writeNumberField("predictions", labels.recent().predictions());
        json.writeNumberField("without_label", labels.recent().withoutLabel());
        json.writeEndObject();
        reasons(json, "lost", labels.lost(), true);
        json.writeNumberField("rejected_labels", Rejections.records(labels.rejected()));
        reasons(json, "rejected", labels.rejected(), true);
        json.writeEndObject();
    }

    private static void reasons(JsonGenerator json, String name, List<Rejected> reasons, boolean withFile)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (Rejected rejected : reasons) {
            json.writeStartObject();
            json.writeStringField("reason", rejected.first().reason().code());
            json.writeStringField("field", rejected.first().field());
            json.writeNumberField("records", rejected.records());
            if (withFile) {
                json.writeStringField("first_file", rejected.file());
            }
            json.writeNumberField("first_line", rejected.firstLine());
            json.writeStringField("message", rejected.first().message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
