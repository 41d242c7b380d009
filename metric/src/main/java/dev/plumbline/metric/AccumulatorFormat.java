package dev.plumbline.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;

/** The first bytes of an accumulator; the layout table stands at {@link BinaryCrossentropyAccumulator#encode}. */
final class AccumulatorFormat {
    static final int VERSION = 1;

    private static final int TF2_3 = 0x01;
    private static final int DTYPE_FLOAT64 = 0x02;
    private static final int FLOATX_FLOAT64 = 0x04;
    private static final int FROM_LOGITS = 0x08;
    private static final int LABEL_SMOOTHING = 0x10;
    private static final int KNOWN_BITS = TF2_3 | DTYPE_FLOAT64 | FLOATX_FLOAT64 | FROM_LOGITS | LABEL_SMOOTHING;

    /** The configuration that was read last, to be shared by the many accumulators that are read after each other. */
    private static volatile BinaryCrossentropyConfig latest = BinaryCrossentropyConfig.defaults();

    private AccumulatorFormat() {}

    static void writeConfig(BinaryCrossentropyConfig config, DataOutput out) throws IOException {
        boolean smooths = config.labelSmoothing() != 0;
        out.writeByte(VERSION);
        out.writeByte(bit(TF2_3, config.variant() == Variant.TF2_3)
                | bit(DTYPE_FLOAT64, config.dtype() == DType.FLOAT64)
                | bit(FLOATX_FLOAT64, config.floatx() == DType.FLOAT64)
                | bit(FROM_LOGITS, config.fromLogits())
                | bit(LABEL_SMOOTHING, smooths));
        if (smooths) {
            out.writeDouble(config.labelSmoothing());
        }
    }

    private static int bit(int bit, boolean set) {
        return set ? bit : 0;
    }

    static BinaryCrossentropyConfig readConfig(DataInput in) throws IOException {
        try {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new EncodingException("BinaryCrossentropyAccumulator has encoding version " + version
                        + "; this library reads version " + VERSION + ", so use the release that wrote it");
            }
            int bits = in.readUnsignedByte();
            if ((bits & ~KNOWN_BITS) != 0) {
                throw new EncodingException(
                        "BinaryCrossentropyAccumulator has the configuration bits 0x" + Integer.toHexString(bits)
                                + "; version 1 knows those of 0x" + Integer.toHexString(KNOWN_BITS));
            }
            return shared(new BinaryCrossentropyConfig(
                    BinaryCrossentropyConfig.defaults().name(),
                    (bits & DTYPE_FLOAT64) != 0 ? DType.FLOAT64 : DType.FLOAT32,
                    (bits & FROM_LOGITS) != 0,
                    (bits & LABEL_SMOOTHING) != 0 ? readLabelSmoothing(in) : 0,
                    (bits & TF2_3) != 0 ? Variant.TF2_3 : Variant.KERAS3,
                    (bits & FLOATX_FLOAT64) != 0 ? DType.FLOAT64 : DType.FLOAT32));
        } catch (EOFException e) {
            throw new EncodingException(
                    "BinaryCrossentropyAccumulator ends before all bytes of its encoding were read", e);
        }
    }

    private static BinaryCrossentropyConfig shared(BinaryCrossentropyConfig read) {
        BinaryCrossentropyConfig known = latest;
        if (known.equals(read)) {
            return known;
        }
        latest = read;
        return read;
    }

    private static double readLabelSmoothing(DataInput in) throws IOException {
        double labelSmoothing = in.readDouble();
        if (labelSmoothing == 0 || !Double.isFinite(labelSmoothing)) {
            throw new EncodingException("BinaryCrossentropyAccumulator has label smoothing " + labelSmoothing
                    + "; only what is finite and not 0 is written");
        }
        return labelSmoothing;
    }
}
