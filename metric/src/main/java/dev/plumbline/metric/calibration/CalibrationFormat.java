package dev.plumbline.metric.calibration;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.EncodingException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** The first bytes of an accumulator: its configuration. The layout table stands in {@code docs/FORMATS.md}. */
final class CalibrationFormat {
    private static final String NAME = "CalibrationAccumulator";
    private static final int VERSION = 1;

    /** The configuration that was read last, to be shared by the many accumulators that are read after each other. */
    private static volatile CalibrationConfig latest = CalibrationConfig.defaults();

    private CalibrationFormat() {}

    static void writeConfig(CalibrationConfig config, DataOutput out) throws IOException {
        Wire.writeVersion(VERSION, out);
        config.loss().encode(out);
        long metrics = 0;
        for (CalibrationMetric metric : config.metrics()) {
            metrics |= 1L << metric.code();
        }
        Wire.writeNumber(metrics, out);
        Wire.writeNumber(config.bins(), out);
        Wire.writeNumber(config.exactScores(), out);
        Wire.writeNumber(config.cellBits(), out);
    }

    static CalibrationConfig readConfig(DataInput in) throws IOException {
        try {
            Wire.checkVersion(NAME, VERSION, in);
            return shared(new CalibrationConfig(
                    BinaryCrossentropyConfig.decode(NAME, in),
                    readMetrics(in),
                    Wire.readNumber(NAME, CalibrationConfig.MAX_BINS, in),
                    Wire.readNumber(NAME, CalibrationConfig.MAX_EXACT_SCORES, in),
                    Wire.readNumber(NAME, ScoreCells.MAX_BITS, in)));
        } catch (EOFException e) {
            throw endsEarly(e);
        } catch (IllegalArgumentException e) {
            throw new EncodingException(NAME + " has a configuration that cannot be: " + e.getMessage(), e);
        }
    }

    private static Set<CalibrationMetric> readMetrics(DataInput in) throws IOException {
        long bits = Wire.readNumber(NAME, in);
        Set<CalibrationMetric> metrics = EnumSet.noneOf(CalibrationMetric.class);
        for (CalibrationMetric metric : CalibrationMetric.values()) {
            long bit = 1L << metric.code();
            if ((bits & bit) != 0) {
                metrics.add(metric);
                bits -= bit;
            }
        }
        if (bits != 0) {
            throw new EncodingException(NAME + " has metrics 0x" + Long.toHexString(bits)
                    + " that this library does not know; use the release that wrote it");
        }
        return metrics;
    }

    private static CalibrationConfig shared(CalibrationConfig read) {
        CalibrationConfig known = latest;
        if (known.mergesWith(read)) {
            return known;
        }
        latest = read;
        return read;
    }

    static void readState(Components state, DataInput in) throws IOException {
        try {
            state.read(in);
        } catch (EOFException e) {
            throw endsEarly(e);
        }
    }

    private static EncodingException endsEarly(EOFException cause) {
        return new EncodingException(NAME + " ends before all bytes of its encoding were read", cause);
    }
}
