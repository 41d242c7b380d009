package dev.plumbline.job.join;

import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
import dev.plumbline.serde.Prediction;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes predictions of {@link PredictionFacts}. Not thread-safe. */
final class FactsReader {
    private static final int MOST_SLICES = 16;
    private static final int[] ONE_ROW = {1, 1};

    private final DType dtype;
    private final ByteReader in = new ByteReader();
    private @Nullable String[] slices = {};

    /** A reader for a metric of this dtype. */
    FactsReader(DType dtype) {
        this.dtype = dtype;
    }

    /**
     * Fills a record with a prediction and its label. Its position and its bytes stay as they are.
     *
     * @param facts as they were written
     * @param label the value of a label with the same shape; null for zeros
     * @param model the model's name
     * @param version the model's version, if the facts do not say it
     * @param time the prediction's event time
     * @throws IOException if the bytes are damaged
     */
    void fill(byte[] facts, byte @Nullable [] label, String model, String version, long time, SourceRecord into)
            throws IOException {
        in.to(facts);
        int[] shape = ShapeBytes.read(in);
        int flags = in.unsignedByte();
        if ((flags & ~PredictionFacts.KNOWN) != 0) {
            throw Numbers.damaged("the flags of a prediction are " + flags);
        }
        Prediction prediction = into.prediction();
        if (shape.length == 0 && (flags & PredictionFacts.WEIGHTS) == 0) {
            double yPred = in.float64();
            double weight = (flags & PredictionFacts.WEIGHT) != 0 ? in.float64() : 1;
            prediction.setScalar(label == null ? 0 : LabelValue.scalar(label), yPred, weight);
        } else {
            fillArrays(shape, (flags & PredictionFacts.WEIGHTS) != 0, label, prediction);
        }
        int overflow = (flags & PredictionFacts.OVERFLOW) != 0 ? in.count(Integer.MAX_VALUE) : 0;
        String ownVersion = (flags & PredictionFacts.VERSION) != 0 ? sharedText(in.length()) : version;
        readSlices((flags & PredictionFacts.SLICES) != 0 ? in.count(MOST_SLICES) : 0);
        in.requireEnd("a prediction");
        prediction.setOrigin(model, ownVersion, time);
        prediction.setSliceValues(slices);
        into.accept();
        into.setAdmitted((flags & PredictionFacts.NOT_ADMITTED) == 0);
        into.setOverflow(overflow);
    }

    private void fillArrays(int[] shape, boolean weighted, byte @Nullable [] label, Prediction prediction)
            throws IOException {
        double[] yPred = ShapeBytes.readNumbers(shape, in);
        int[] eventShape = shape.length == 0 ? ONE_ROW : shape;
        NdArray weights = null;
        if (weighted) {
            int[] weightShape = ShapeBytes.read(in);
            weights = NdArray.of(dtype, weightShape, ShapeBytes.readNumbers(weightShape, in));
        }
        prediction.setArrays(labels(label, eventShape, yPred.length), NdArray.of(dtype, eventShape, yPred), weights);
    }

    private NdArray labels(byte @Nullable [] label, int[] shape, int size) throws IOException {
        if (label == null) {
            return NdArray.of(dtype, shape, new double[size]);
        }
        return LabelValue.isScalar(label)
                ? NdArray.of(dtype, shape, new double[] {LabelValue.scalar(label)})
                : LabelValue.array(label, dtype);
    }

    private void readSlices(int count) throws IOException {
        if (slices.length != count) {
            slices = new String[count];
        }
        for (int i = 0; i < count; i++) {
            int lengthAndOne = in.count(in.left());
            slices[i] = lengthAndOne == 0 ? null : sharedText(lengthAndOne - 1);
        }
    }

    /** Names come again and again: mostly nothing is made for one. */
    private String sharedText(int length) throws IOException {
        int from = in.at();
        in.skip(length);
        return SharedTexts.of(in.bytes(), from, length);
    }
}
