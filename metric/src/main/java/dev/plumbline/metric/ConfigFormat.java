package dev.plumbline.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a {@link BinaryCrossentropyConfig} within the encodings that hold one; they have a version, this has none. */
final class ConfigFormat {
    private static final int TF2_3 = 0x01;
    private static final int DTYPE_FLOAT64 = 0x02;
    private static final int FLOATX_FLOAT64 = 0x04;
    private static final int FROM_LOGITS = 0x08;
    private static final int LABEL_SMOOTHING = 0x10;
    private static final int KNOWN_BITS = TF2_3 | DTYPE_FLOAT64 | FLOATX_FLOAT64 | FROM_LOGITS | LABEL_SMOOTHING;

    private ConfigFormat() {}

    static void write(BinaryCrossentropyConfig config, DataOutput out) throws IOException {
        boolean smooths = config.labelSmoothing() != 0;
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

    static BinaryCrossentropyConfig read(String owner, DataInput in) throws IOException {
        int bits = in.readUnsignedByte();
        if ((bits & ~KNOWN_BITS) != 0) {
            throw new EncodingException(owner + " has the configuration bits 0x" + Integer.toHexString(bits)
                    + "; version 1 knows those of 0x" + Integer.toHexString(KNOWN_BITS));
        }
        return new BinaryCrossentropyConfig(
                BinaryCrossentropyConfig.defaults().name(),
                (bits & DTYPE_FLOAT64) != 0 ? DType.FLOAT64 : DType.FLOAT32,
                (bits & FROM_LOGITS) != 0,
                (bits & LABEL_SMOOTHING) != 0 ? readLabelSmoothing(owner, in) : 0,
                (bits & TF2_3) != 0 ? Variant.TF2_3 : Variant.KERAS3,
                (bits & FLOATX_FLOAT64) != 0 ? DType.FLOAT64 : DType.FLOAT32);
    }

    private static double readLabelSmoothing(String owner, DataInput in) throws IOException {
        double labelSmoothing = in.readDouble();
        if (labelSmoothing == 0 || !Double.isFinite(labelSmoothing)) {
            throw new EncodingException(
                    owner + " has label smoothing " + labelSmoothing + "; only what is finite and not 0 is written");
        }
        return labelSmoothing;
    }
}
