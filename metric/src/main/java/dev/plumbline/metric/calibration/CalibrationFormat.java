package dev.plumbline.metric.calibration;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.EncodingException;
import dev.plumbline.metric.Variant;
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

    // The same bits as in a BinaryCrossentropyAccumulator.
    private static final int TF2_3 = 0x01;
    private static final int DTYPE_FLOAT64 = 0x02;
    private static final int FLOATX_FLOAT64 = 0x04;
    private static final int FROM_LOGITS = 0x08;
    private static final int LABEL_SMOOTHING = 0x10;
    private static final int KNOWN_BITS = TF2_3 | DTYPE_FLOAT64 | FLOATX_FLOAT64 | FROM_LOGITS | LABEL_SMOOTHING;

    /** The configuration that was read last, to be shared by the many accumulators that are read after each other. */
    private static volatile CalibrationConfig latest = CalibrationConfig.defaults();

    private CalibrationFormat() {}

    static void writeConfig(CalibrationConfig config, DataOutput out) throws IOException {
        Wire.writeVersion(VERSION, out);
        writeLoss(config.loss(), out);
        long metrics = 0;
        for (CalibrationMetric metric : config.metrics()) {
            metrics |= 1L << metric.code();
        }
        Wire.writeNumber(metrics, out);
        Wire.writeNumber(config.bins(), out);
        Wire.writeNumber(config.exactScores(), out);
        Wire.writeNumber(config.cellBits(), out);
    }

    private static void writeLoss(BinaryCrossentropyConfig loss, DataOutput out) throws IOException {
        boolean smooths = loss.labelSmoothing() != 0;
        out.writeByte(bit(TF2_3, loss.variant() == Variant.TF2_3)
                | bit(DTYPE_FLOAT64, loss.dtype() == DType.FLOAT64)
                | bit(FLOATX_FLOAT64, loss.floatx() == DType.FLOAT64)
                | bit(FROM_LOGITS, loss.fromLogits())
                | bit(LABEL_SMOOTHING, smooths));
        if (smooths) {
            out.writeDouble(loss.labelSmoothing());
        }
    }

    private static int bit(int bit, boolean set) {
        return set ? bit : 0;
    }

    static CalibrationConfig readConfig(DataInput in) throws IOException {
        try {
            Wire.checkVersion(NAME, VERSION, in);
            return shared(new CalibrationConfig(
                    readLoss(in),
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

    private static BinaryCrossentropyConfig readLoss(DataInput in) throws IOException {
        int bits = in.readUnsignedByte();
        if ((bits & ~KNOWN_BITS) != 0) {
            throw new EncodingException(NAME + " has the loss bits 0x" + Integer.toHexString(bits)
                    + "; version 1 knows those of 0x" + Integer.toHexString(KNOWN_BITS));
        }
        return new BinaryCrossentropyConfig(
                BinaryCrossentropyConfig.defaults().name(),
                (bits & DTYPE_FLOAT64) != 0 ? DType.FLOAT64 : DType.FLOAT32,
                (bits & FROM_LOGITS) != 0,
                (bits & LABEL_SMOOTHING) != 0 ? readLabelSmoothing(in) : 0,
                (bits & TF2_3) != 0 ? Variant.TF2_3 : Variant.KERAS3,
                (bits & FLOATX_FLOAT64) != 0 ? DType.FLOAT64 : DType.FLOAT32);
    }

    private static double readLabelSmoothing(DataInput in) throws IOException {
        double labelSmoothing = in.readDouble();
        if (labelSmoothing == 0 || !Double.isFinite(labelSmoothing)) {
            throw new EncodingException(
                    NAME + " has label smoothing " + labelSmoothing + "; only what is finite and not 0 is written");
        }
        return labelSmoothing;
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
