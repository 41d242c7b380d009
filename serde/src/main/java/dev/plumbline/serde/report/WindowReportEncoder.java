package dev.plumbline.serde.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.calibration.CalibrationResult;
import java.io.IOException;
import java.util.Map;

/**
 * Writes window reports as compact JSON in UTF-8. The bytes are canonical: equal reports give equal bytes, on every machine and JDK.
 * Members have a fixed order, slices the natural order of their names, doubles the shortest decimal that reads back as the same
 * double ({@code 0.6931472}, {@code 1.0E-7}); NaN and infinities are the texts "NaN", "Infinity", "-Infinity". No line end.
 *
 * <p>Not thread-safe.
 */
public final class WindowReportEncoder {
    private final JsonBytes bytes = new JsonBytes();

    /** An encoder with a buffer of its own. */
    public WindowReportEncoder() {}

    /** The key: model, version, slice and window. Every revision of a window has the same key, and no other window has it. */
    public byte[] key(WindowReport report) {
        return bytes.write(json -> {
            json.writeStartObject();
            writeSeries(json, report);
            json.writeStringField(WindowReportFormat.WINDOW, report.window());
            writeBounds(json, report);
            json.writeEndObject();
        });
    }

    /** The value: the whole report, with the name and version of its format first. */
    public byte[] value(WindowReport report) {
        return bytes.write(json -> {
            json.writeStartObject();
            json.writeStringField(WindowReportFormat.FORMAT_NAME, WindowReportFormat.FORMAT);
            json.writeNumberField(WindowReportFormat.FORMAT_VERSION, WindowReportFormat.VERSION);
            writeSeries(json, report);
            json.writeObjectFieldStart(WindowReportFormat.WINDOW);
            json.writeStringField(WindowReportFormat.SPEC, report.window());
            writeBounds(json, report);
            json.writeEndObject();
            json.writeBooleanField(WindowReportFormat.FINAL, report.isFinal());
            Partial partial = report.partial();
            if (partial != null) {
                json.writeStringField(WindowReportFormat.PARTIAL, partial.id());
            }
            json.writeObjectFieldStart(WindowReportFormat.COUNTS);
            json.writeNumberField(WindowReportFormat.RECORDS, report.records());
            json.writeEndObject();
            LabelCoverage labels = report.labels();
            if (labels != null) {
                LabelCoverageJson.write(labels, json);
            }
            writeMetric(json, report);
            CalibrationResult calibration = report.calibration();
            if (calibration != null) {
                CalibrationJson.write(calibration, json);
            }
            json.writeEndObject();
        });
    }

    private static void writeSeries(JsonGenerator json, WindowReport report) throws IOException {
        json.writeStringField(WindowReportFormat.MODEL, report.model());
        json.writeStringField(WindowReportFormat.MODEL_VERSION, report.version());
        json.writeObjectFieldStart(WindowReportFormat.SLICE);
        for (Map.Entry<String, String> part : report.slice().entrySet()) {
            json.writeStringField(part.getKey(), part.getValue());
        }
        json.writeEndObject();
    }

    private static void writeBounds(JsonGenerator json, WindowReport report) throws IOException {
        json.writeNumberField(WindowReportFormat.START, report.start());
        json.writeNumberField(WindowReportFormat.END, report.end());
    }

    private static void writeMetric(JsonGenerator json, WindowReport report) throws IOException {
        BinaryCrossentropyConfig metric = report.metric();
        json.writeObjectFieldStart(WindowReportFormat.METRIC);
        json.writeStringField(WindowReportFormat.VARIANT, metric.variant().id());
        json.writeStringField(WindowReportFormat.DTYPE, metric.dtype().id());
        json.writeBooleanField(WindowReportFormat.FROM_LOGITS, metric.fromLogits());
        json.writeNumberField(WindowReportFormat.LABEL_SMOOTHING, metric.labelSmoothing());
        if (metric.floatx() != DType.FLOAT32) {
            json.writeStringField(WindowReportFormat.FLOATX, metric.floatx().id());
        }
        json.writeNumberField(WindowReportFormat.RESULT, report.result().result());
        json.writeNumberField(WindowReportFormat.WEIGHTED_SUM, report.result().weightedSum());
        json.writeNumberField(WindowReportFormat.WEIGHT_COUNT, report.result().weightCount());
        json.writeEndObject();
    }
}
