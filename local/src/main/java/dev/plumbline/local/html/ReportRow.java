package dev.plumbline.local.html;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.serde.report.CalibrationJson;
import dev.plumbline.serde.report.Partial;
import dev.plumbline.serde.report.WindowReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A report in the form in which a page holds it: the numbers of the report, written as the report writes them, without the names that
 * all rows share. In ASCII, so that a character is a byte and nothing in a name can spoil a file.
 */
public final class ReportRow {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private ReportRow() {}

    /** Whose it is: {@code {"model":…,"version":…,"slice":{…}}}. */
    public static String series(WindowReport report) {
        return text(json -> {
            json.writeStartObject();
            json.writeStringField("model", report.model());
            json.writeStringField("version", report.version());
            json.writeObjectFieldStart("slice");
            for (Map.Entry<String, String> part : report.slice().entrySet()) {
                json.writeStringField(part.getKey(), part.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /**
     * The window and its values: {@code [start,end,partial,records,result,weighted_sum,weight_count]}, where {@code partial} is empty
     * for a whole window; with calibration metrics {@code rows}, {@code weighted_rows} and each value in their order follow.
     */
    public static String numbers(WindowReport report) {
        return text(json -> {
            json.writeStartArray();
            json.writeNumber(report.start());
            json.writeNumber(report.end());
            Partial partial = report.partial();
            json.writeString(partial == null ? "" : partial.id());
            json.writeNumber(report.records());
            json.writeNumber(report.result().result());
            json.writeNumber(report.result().weightedSum());
            json.writeNumber(report.result().weightCount());
            CalibrationResult measured = report.calibration();
            if (measured != null) {
                json.writeNumber(measured.rows());
                json.writeNumber(measured.weightedRows());
                for (double value : measured.values().values()) {
                    json.writeNumber(value);
                }
            }
            json.writeEndArray();
        });
    }

    /** The bins as in the report, those of equal width and those of equal weight: {@code [[…],…],[[…],…]}; empty without any. */
    public static String bins(WindowReport report) {
        CalibrationResult measured = report.calibration();
        if (measured == null
                || (measured.reliabilityBins().isEmpty()
                        && measured.equalMassBins().isEmpty())) {
            return "";
        }
        return text(json -> CalibrationJson.writeReliabilityBins(measured, json)) + ","
                + text(json -> CalibrationJson.writeEqualMassBins(measured, json));
    }

    private static String text(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }
}
