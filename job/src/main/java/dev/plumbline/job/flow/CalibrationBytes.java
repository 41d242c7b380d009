package dev.plumbline.job.flow;

import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.metric.calibration.EqualMassBin;
import dev.plumbline.metric.calibration.ReliabilityBin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of finished calibration metrics, for reports on their way to the sink: whether there are any (1 byte); rows and weighted rows
 * (8 bytes each); the number of values (4 bytes) and for each its key as text and its number (8 bytes); the number of bins of equal
 * width (4 bytes) and for each its count and three sums (8 bytes each); the number of bins of equal mass (4 bytes) and for each its six
 * numbers (8 bytes each).
 */
final class CalibrationBytes {

    private CalibrationBytes() {}

    static void write(@Nullable CalibrationResult calibration, DataOutputView target) throws IOException {
        target.writeBoolean(calibration != null);
        if (calibration == null) {
            return;
        }
        target.writeLong(calibration.rows());
        target.writeLong(calibration.weightedRows());
        target.writeInt(calibration.values().size());
        for (Map.Entry<String, Double> value : calibration.values().entrySet()) {
            Bytes.writeText(value.getKey(), target);
            target.writeDouble(value.getValue());
        }
        target.writeInt(calibration.reliabilityBins().size());
        for (ReliabilityBin bin : calibration.reliabilityBins()) {
            target.writeLong(bin.count());
            target.writeDouble(bin.weight());
            target.writeDouble(bin.weightedPrediction());
            target.writeDouble(bin.weightedLabel());
        }
        target.writeInt(calibration.equalMassBins().size());
        for (EqualMassBin bin : calibration.equalMassBins()) {
            target.writeDouble(bin.lower());
            target.writeDouble(bin.upper());
            target.writeDouble(bin.weight());
            target.writeDouble(bin.meanPrediction());
            target.writeDouble(bin.meanPredictionError());
            target.writeDouble(bin.meanLabel());
        }
    }

    static @Nullable CalibrationResult read(DataInputView source) throws IOException {
        if (!source.readBoolean()) {
            return null;
        }
        long rows = source.readLong();
        long weightedRows = source.readLong();
        Map<String, Double> values = new LinkedHashMap<>();
        for (int left = source.readInt(); left > 0; left--) {
            values.put(Bytes.readText(source), source.readDouble());
        }
        int bins = source.readInt();
        List<ReliabilityBin> reliability = new ArrayList<>(bins);
        for (int k = 0; k < bins; k++) {
            reliability.add(ReliabilityBin.of(
                    k, bins, source.readLong(), source.readDouble(), source.readDouble(), source.readDouble()));
        }
        List<EqualMassBin> equalMass = new ArrayList<>();
        for (int left = source.readInt(); left > 0; left--) {
            equalMass.add(new EqualMassBin(
                    source.readDouble(),
                    source.readDouble(),
                    source.readDouble(),
                    source.readDouble(),
                    source.readDouble(),
                    source.readDouble()));
        }
        return CalibrationResult.of(rows, weightedRows, values, reliability, equalMass);
    }
}
