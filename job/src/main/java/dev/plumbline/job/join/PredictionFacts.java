package dev.plumbline.job.join;

import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.metric.NdArray;
import dev.plumbline.serde.Prediction;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What must be kept of a prediction to count it once its label is there, in bytes, version 1; {@code docs/FORMATS.md} lays them out. A
 * scalar of version "7" without slices takes 12. What the key or the lane says, model and time among it, is left out. {@link FactsReader}
 * reads them.
 */
final class PredictionFacts {
    static final int WEIGHT = 0x01;
    static final int WEIGHTS = 0x02;
    static final int NOT_ADMITTED = 0x04;
    static final int OVERFLOW = 0x08;
    static final int VERSION = 0x10;
    static final int SLICES = 0x20;
    static final int KNOWN = 0x3f;

    private PredictionFacts() {}

    /**
     * Writes the facts of a valid record's prediction; its label, if it has one, is left out.
     *
     * @param withVersion whether the version is kept, because neither key nor lane says it
     */
    static void write(SourceRecord record, boolean withVersion, DataOutput out) throws IOException {
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
            ShapeBytes.write(ShapeBytes.NO_AXES, out);
            out.writeByte(flags);
            out.writeDouble(prediction.yPred());
        } else {
            NdArray yPred = prediction.yPredArray();
            ShapeBytes.write(isOneRow(yPred) ? ShapeBytes.NO_AXES : yPred.shape(), out);
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
            Numbers.writeText(prediction.version(), out);
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
}
