package dev.plumbline.job.join;

import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
import dev.plumbline.serde.Label;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The value of a label in bytes, version 1: its shape ({@link ShapeBytes}), then its numbers in row-major order as big-endian doubles. The
 * single number of a label without axes leaves out the zero bytes at its end, so that 0 takes none and 1 takes two. Equal labels have
 * equal bytes, and of one shape the smaller label has the smaller bytes.
 */
final class LabelValue {
    private LabelValue() {}

    static void write(Label label, DataOutput out) throws IOException {
        if (label.isScalar()) {
            out.writeByte(0);
            // The highest byte first, as long as any is left.
            for (long rest = Double.doubleToLongBits(label.yTrue()); rest != 0; rest <<= Byte.SIZE) {
                out.writeByte((int) (rest >>> (Long.SIZE - Byte.SIZE)));
            }
            return;
        }
        NdArray array = label.yTrueArray();
        ShapeBytes.write(array.shape(), out);
        for (int i = 0; i < array.size(); i++) {
            // -0 becomes 0, as in a scalar.
            out.writeDouble(array.get(i) + 0.0);
        }
    }

    /** Whether a value is a single number. */
    static boolean isScalar(byte[] value) {
        return value[0] == 0;
    }

    /** The number of a value that is a single one. */
    static double scalar(byte[] value) {
        long bits = 0;
        for (int i = 1; i < value.length; i++) {
            bits |= (value[i] & 0xffL) << (Long.SIZE - Byte.SIZE * i);
        }
        return Double.longBitsToDouble(bits);
    }

    /** The numbers of a value with axes. */
    static NdArray array(byte[] value, DType dtype) throws IOException {
        ByteReader in = new ByteReader(value);
        int[] shape = ShapeBytes.read(in);
        return NdArray.of(dtype, shape, ShapeBytes.readNumbers(shape, in));
    }
}
