package dev.plumbline.job.join;

import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
import dev.plumbline.serde.Label;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputDeserializer;

/**
 * The value of a label in bytes, version 1: its shape ({@link ShapeBytes}), then its numbers in row-major order as big-endian doubles. The
 * single number of a label without axes leaves out the zero bytes at its end, so that 0 takes none and 1 takes two. Equal labels have
 * equal bytes, and of one shape the smaller label has the smaller bytes.
 */
final class LabelValue {
    private LabelValue() {}

    static byte[] of(Label label) {
        if (label.isScalar()) {
            return scalar(label.yTrue());
        }
        NdArray array = label.yTrueArray();
        return Memory.bytes(64, out -> {
            ShapeBytes.write(array.shape(), out);
            for (int i = 0; i < array.size(); i++) {
                // -0 becomes 0, as in a scalar.
                out.writeDouble(array.get(i) + 0.0);
            }
        });
    }

    private static byte[] scalar(double value) {
        byte[] bytes = ByteBuffer.allocate(1 + Double.BYTES).putDouble(1, value).array();
        int length = bytes.length;
        while (length > 1 && bytes[length - 1] == 0) {
            length--;
        }
        return Arrays.copyOf(bytes, length);
    }

    /** Whether a value is a single number. */
    static boolean isScalar(byte[] value) {
        return value[0] == 0;
    }

    /** The number of a value that is a single one. */
    static double scalar(byte[] value) {
        return ByteBuffer.wrap(Arrays.copyOf(value, 1 + Double.BYTES)).getDouble(1);
    }

    /** The numbers of a value with axes. */
    static NdArray array(byte[] value, DType dtype) throws IOException {
        DataInputDeserializer in = Memory.read(value);
        int[] shape = ShapeBytes.read(in);
        return NdArray.of(dtype, shape, ShapeBytes.readNumbers(shape, in));
    }
}
