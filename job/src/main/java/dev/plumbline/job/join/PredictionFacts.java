package dev.plumbline.job.join;

import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
import dev.plumbline.serde.Prediction;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What must be kept of a prediction to count it once its label is there, in bytes, version 1; {@code docs/FORMATS.md} lays them out. A
 * scalar of version "7" without slices takes 12. What the key or the lane says, model and time among it, is left out.
 */
final class PredictionFacts {
    private static final int WEIGHT = 0x01;
    private static final int WEIGHTS = 0x02;
    private static final int NOT_ADMITTED = 0x04;
    private static final int OVERFLOW = 0x08;
    private static final int VERSION = 0x10;
    private static final int SLICES = 0x20;
    private static final int KNOWN = 0x3f;

    private static final int[] ONE_ROW = {1, 1};
    private static final int[] NO_AXES = {};

    private PredictionFacts() {}

    /**
     * The facts of a valid record's prediction; its label, if it has one, is left out.
     *
     * @param withVersion whether the version is kept, because neither key nor lane says it
     */
    static byte[] of(SourceRecord record, boolean withVersion) {
        return Memory.bytes(32, out -> write(record, withVersion, out));
    }

    private static void write(SourceRecord record, boolean withVersion, DataOutput out) throws IOException {
        Prediction prediction = record.prediction();
        NdArray weights = prediction.sampleWeightArray();
        boolean weighted = prediction.isScalar() && prediction.sampleWeight() != 1;
        boolean versioned = withVersion && !prediction.version().isEmpty();
        int flags = (weighted ? WEIGHT : 0)
                | (weights != null ? WEIGHTS : 0)
                | (record.admitted() ? 0 : NOT_ADMITTED)
                | (record.overflow() != 0 ? OVERFLOW : 0)
                | (versioned ? VERSION : 0)
                | (prediction.sliceValueCount() > 0 ? SLICES : 0);
        if (prediction.isScalar()) {
            ShapeBytes.write(NO_AXES, out);
            out.writeByte(flags);
            out.writeDouble(prediction.yPred());
        } else {
            NdArray yPred = prediction.yPredArray();
            ShapeBytes.write(isOneRow(yPred) ? NO_AXES : yPred.shape(), out);
            out.writeByte(flags);
            writeNumbers(yPred, out);
        }
        if (weighted) {
            out.writeDouble(prediction.sampleWeight());
        }
        if (weights != null) {
            ShapeBytes.write(weights.shape(), out);
            writeNumbers(weights, out);
        }
        if (record.overflow() != 0) {
            Numbers.write(record.overflow(), out);
        }
        if (versioned) {
            Numbers.writeString(prediction.version().getBytes(StandardCharsets.UTF_8), out);
        }
        if (prediction.sliceValueCount() > 0) {
            Numbers.write(prediction.sliceValueCount(), out);
            for (int i = 0; i < prediction.sliceValueCount(); i++) {
                String value = prediction.sliceValue(i);
                Numbers.writeOptional(value == null ? null : value.getBytes(StandardCharsets.UTF_8), out);
            }
        }
    }

    /** One row of one output has no axes, however it is written: a label of one number must find it. */
    private static boolean isOneRow(NdArray array) {
        return array.size() == 1 && array.rank() <= 2;
    }

    private static void writeNumbers(NdArray array, DataOutput out) throws IOException {
        for (int i = 0; i < array.size(); i++) {
            out.writeDouble(array.get(i));
        }
    }

    /**
     * Fills a record with a prediction and its label. Its position and its bytes stay as they are.
     *
     * @param facts as {@link #of} made them
     * @param label the value of a label with the same shape; null for zeros
     * @param model the model's name
     * @param version the model's version, if the facts do not say it
     * @param time the prediction's event time
     * @param dtype the metric's
     * @throws IOException if the bytes are damaged
     */
    static void fill(
            byte[] facts,
            byte @Nullable [] label,
            String model,
            String version,
            long time,
            DType dtype,
            SourceRecord into)
            throws IOException {
        DataInputDeserializer in = Memory.read(facts);
        int[] shape = ShapeBytes.read(in);
        int flags = in.readUnsignedByte();
        Numbers.require((flags & ~KNOWN) == 0, "the flags of a prediction are " + flags);
        double[] yPred = ShapeBytes.readNumbers(shape, in);
        double weight = (flags & WEIGHT) != 0 ? in.readDouble() : 1;
        int[] weightShape = (flags & WEIGHTS) != 0 ? ShapeBytes.read(in) : NO_AXES;
        NdArray weights =
                (flags & WEIGHTS) != 0 ? NdArray.of(dtype, weightShape, ShapeBytes.readNumbers(weightShape, in)) : null;
        Prediction prediction = into.prediction();
        if (shape.length == 0 && weights == null) {
            prediction.setScalar(label == null ? 0 : LabelValue.scalar(label), yPred[0], weight);
        } else {
            int[] eventShape = shape.length == 0 ? ONE_ROW : shape;
            prediction.setArrays(
                    labels(label, eventShape, yPred.length, dtype), NdArray.of(dtype, eventShape, yPred), weights);
        }
        int overflow = (flags & OVERFLOW) != 0 ? Numbers.readCount(in) : 0;
        String ownVersion = (flags & VERSION) != 0 ? text(Numbers.readString(in)) : version;
        @Nullable String[] slices = new String[(flags & SLICES) != 0 ? Numbers.readCount(in, 16) : 0];
        for (int i = 0; i < slices.length; i++) {
            byte[] value = Numbers.readOptional(in);
            slices[i] = value == null ? null : text(value);
        }
        Memory.requireEnd(in, "a prediction");
        prediction.setOrigin(model, ownVersion, time);
        prediction.setSliceValues(slices);
        into.accept();
        into.setAdmitted((flags & NOT_ADMITTED) == 0);
        into.setOverflow(overflow);
    }

    private static NdArray labels(byte @Nullable [] label, int[] shape, int size, DType dtype) throws IOException {
        if (label == null) {
            return NdArray.of(dtype, shape, new double[size]);
        }
        return LabelValue.isScalar(label)
                ? NdArray.of(dtype, shape, new double[] {LabelValue.scalar(label)})
                : LabelValue.array(label, dtype);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
