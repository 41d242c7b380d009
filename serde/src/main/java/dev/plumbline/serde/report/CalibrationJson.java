package dev.plumbline.serde.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.metric.calibration.EqualMassBin;
import dev.plumbline.metric.calibration.ReliabilityBin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calibration metrics as a member of a window report: the counts of rows, each value under its key, and the bins as rows of
 * numbers, whose order is in {@code docs/FORMATS.md}. The edges of bins of equal width are left out, for they follow from their number.
 */
public final class CalibrationJson {
    private static final int RELIABILITY_COLUMNS = 4;
    private static final int EQUAL_MASS_COLUMNS = 6;

    private CalibrationJson() {}

    /** Writes the member {@code calibration} of the object that is open. */
    public static void write(CalibrationResult calibration, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(WindowReportFormat.CALIBRATION);
        json.writeNumberField(WindowReportFormat.ROWS, calibration.rows());
        json.writeNumberField(WindowReportFormat.WEIGHTED_ROWS, calibration.weightedRows());
        for (Map.Entry<String, Double> value : calibration.values().entrySet()) {
            json.writeNumberField(value.getKey(), value.getValue());
        }
        if (!calibration.reliabilityBins().isEmpty()) {
            json.writeFieldName(WindowReportFormat.RELIABILITY_BINS);
            writeReliabilityBins(calibration, json);
        }
        if (!calibration.equalMassBins().isEmpty()) {
            json.writeFieldName(WindowReportFormat.EQUAL_MASS_BINS);
            writeEqualMassBins(calibration, json);
        }
        json.writeEndObject();
    }

    /** Writes the bins of equal width as the member has them: an array of rows; an empty one without any. */
    public static void writeReliabilityBins(CalibrationResult calibration, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (ReliabilityBin bin : calibration.reliabilityBins()) {
            json.writeStartArray();
            json.writeNumber(bin.count());
            json.writeNumber(bin.weight());
            json.writeNumber(bin.weightedPrediction());
            json.writeNumber(bin.weightedLabel());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** Writes the bins of equal weight in the same way. */
    public static void writeEqualMassBins(CalibrationResult calibration, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (EqualMassBin bin : calibration.equalMassBins()) {
            json.writeStartArray();
            json.writeNumber(bin.lower());
            json.writeNumber(bin.upper());
            json.writeNumber(bin.weight());
            json.writeNumber(bin.meanPrediction());
            json.writeNumber(bin.meanPredictionError());
            json.writeNumber(bin.meanLabel());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** Reads what {@link #write} wrote; null if the report has no such member. */
    static @Nullable CalibrationResult read(ReportMembers report) throws FormatException {
        ReportMembers members = report.optionalObject(WindowReportFormat.CALIBRATION);
        if (members == null) {
            return null;
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (String key : members.names()) {
            boolean count = key.equals(WindowReportFormat.ROWS) || key.equals(WindowReportFormat.WEIGHTED_ROWS);
            // What is no number is a member of a later release.
            Double value = count ? null : members.optionalNumber(key);
            if (value != null) {
                values.put(key, value);
            }
        }
        return CalibrationResult.of(
                members.integer(WindowReportFormat.ROWS),
                members.integer(WindowReportFormat.WEIGHTED_ROWS),
                values,
                reliabilityBins(members.table(WindowReportFormat.RELIABILITY_BINS, RELIABILITY_COLUMNS)),
                equalMassBins(members.table(WindowReportFormat.EQUAL_MASS_BINS, EQUAL_MASS_COLUMNS)));
    }

    private static List<ReliabilityBin> reliabilityBins(List<double[]> rows) {
        List<ReliabilityBin> bins = new ArrayList<>(rows.size());
        for (int k = 0; k < rows.size(); k++) {
            double[] row = rows.get(k);
            bins.add(ReliabilityBin.of(k, rows.size(), (long) row[0], row[1], row[2], row[3]));
        }
        return bins;
    }

    private static List<EqualMassBin> equalMassBins(List<double[]> rows) {
        return rows.stream()
                .map(row -> new EqualMassBin(row[0], row[1], row[2], row[3], row[4], row[5]))
                .toList();
    }
}
