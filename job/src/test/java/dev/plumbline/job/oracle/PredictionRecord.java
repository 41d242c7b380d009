package dev.plumbline.job.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A valid prediction.
 *
 * @param version empty if there is none
 * @param weights as written; null if there are none
 * @param attributes the values of those that it has, by name
 */
record PredictionRecord(
        String model,
        String version,
        long time,
        Numbers yPred,
        @Nullable Weights weights,
        Map<String, String> attributes,
        Place place) {

    /** In which of several one is judged first: by time, then by what must be kept of it, then by its place. */
    static final Comparator<PredictionRecord> IN_ORDER = Comparator.comparingLong(PredictionRecord::time)
            .thenComparing(PredictionRecord::content, Arrays::compareUnsigned)
            .thenComparing(PredictionRecord::place);

    /**
     * Sample weights.
     *
     * @param isList whether they are a list, one for each row
     * @param values one, or one for each row
     */
    // Read, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Weights(boolean isList, double[] values) {}

    /**
     * What tells two predictions of one time apart, in the order in which {@code docs/FORMATS.md} lays out the facts: shape, flags,
     * predictions, weights, version. Attributes have no part in it, because those of one id are always the same here.
     */
    private byte[] content() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        shape(yPred.shape(), bytes);
        double weight = weights == null || isArray() ? 1 : weights.values()[0];
        bytes.write(
                (weight == 1 ? 0 : 0x01) | (weights != null && isArray() ? 0x02 : 0) | (version.isEmpty() ? 0 : 0x10));
        for (double value : yPred.values()) {
            // Arrays hold numbers of the metric's dtype, float32.
            number(isArray() ? (float) value : value, bytes);
        }
        if (weight != 1) {
            number(weight, bytes);
        }
        if (weights != null && isArray()) {
            shape(areScalar(weights) ? new int[0] : new int[] {weights.values().length}, bytes);
            for (double value : weights.values()) {
                number(value, bytes);
            }
        }
        byte[] text = version.getBytes(UTF_8);
        bytes.write(text.length);
        bytes.writeBytes(text);
        return bytes.toByteArray();
    }

    /** Whether weights are one number for a table, which is Keras' scalar; one for a list is that of its row. */
    boolean areScalar(Weights those) {
        return !those.isList() && yPred.isTable();
    }

    private boolean isArray() {
        return !yPred.isSingle();
    }

    private static void shape(int[] shape, ByteArrayOutputStream into) {
        into.write(shape.length);
        for (int length : shape) {
            into.write(length);
        }
    }

    private static void number(double value, ByteArrayOutputStream into) {
        into.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
    }
}
