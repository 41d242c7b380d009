package dev.plumbline.job.flow;

import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
import dev.plumbline.serde.Label;
import dev.plumbline.serde.LabelStatus;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.deadletter.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a {@link SourceRecord}, version 1: topic as text, partition (4 bytes), offset and timestamp (8 bytes each), key and
 * value as optional byte strings, the headers; one byte that is 1 if its model is admitted; the overflow slices that it counts in (2
 * bytes, a bit for each slicing, that of the first one the lowest); one byte that is 1 in a log of labels; then one byte that says what
 * follows: 0 a rejection with the model's name if it is known, 1 a scalar, 2 arrays without and 3 arrays with sample weights. A
 * prediction is model, version and id as texts, time (8 bytes), what became of its label (the name in {@link LabelStatus} as text) and the
 * label's age (8 bytes), the number of slice values (one unsigned byte), each an optional byte string, and its numbers. A label is model,
 * version and id as texts, time (8 bytes), and its number or its array.
 *
 * <p>In the shipped topology records never leave their task, so these bytes are written only if operator chaining is switched
 * off.
 */
public final class SourceRecordSerializer extends VersionedSerializer<SourceRecord> {

    /** The serializer; it has no state. */
    public static final SourceRecordSerializer INSTANCE = new SourceRecordSerializer();

    private static final int REJECTION = 0;
    private static final int SCALAR = 1;
    private static final int ARRAYS = 2;
    private static final int WEIGHTED_ARRAYS = 3;

    private SourceRecordSerializer() {}

    @Override
    public SourceRecord copy(SourceRecord from) {
        SourceRecord copy = from.isLabel() ? SourceRecord.ofLabels() : new SourceRecord();
        copy.setPosition(from.topic(), from.partition(), from.offset(), from.timestamp());
        List<Header> headers = from.headers();
        copy.setBytes(from.key(), from.value(), () -> headers);
        Rejection rejection = from.rejection();
        if (rejection != null) {
            copy.reject(rejection, from.model());
        }
        copy.setAdmitted(from.admitted());
        copy.setOverflow(from.overflow());
        if (from.isLabel()) {
            copy(from.label(), copy.label());
        } else {
            copy(from.prediction(), copy.prediction());
        }
        return copy;
    }

    private static void copy(Label from, Label to) {
        to.setOrigin(from.model(), from.version(), from.id(), from.time());
        if (from.isScalar()) {
            to.setScalar(from.yTrue());
        } else {
            to.setArray(from.yTrueArray());
        }
    }

    private static void copy(Prediction from, Prediction to) {
        to.setOrigin(from.model(), from.version(), from.time(), from.originHash());
        to.setId(from.id());
        to.setLabel(from.labelStatus(), from.labelAge());
        to.setSliceValues(sliceValues(from));
        if (from.isScalar()) {
            to.setScalar(from.yTrue(), from.yPred(), from.sampleWeight());
        } else {
            to.setArrays(from.yTrueArray(), from.yPredArray(), from.sampleWeightArray());
        }
    }

    @Override
    public void serialize(SourceRecord record, DataOutputView target) throws IOException {
        Bytes.writeText(record.topic(), target);
        target.writeInt(record.partition());
        target.writeLong(record.offset());
        target.writeLong(record.timestamp());
        Bytes.write(record.key(), target);
        Bytes.write(record.value(), target);
        Bytes.writeHeaders(record.headers(), target);
        target.writeBoolean(record.admitted());
        target.writeShort(record.overflow());
        target.writeBoolean(record.isLabel());
        Rejection rejection = record.rejection();
        if (rejection != null) {
            target.writeByte(REJECTION);
            Bytes.writeRejection(rejection, target);
            String model = record.model();
            target.writeBoolean(model != null);
            target.writeUTF(model == null ? "" : model);
        } else if (record.isLabel()) {
            serialize(record.label(), target);
        } else {
            serialize(record.prediction(), target);
        }
    }

    @Override
    public SourceRecord deserialize(DataInputView source) throws IOException {
        String topic = Bytes.readText(source);
        int partition = source.readInt();
        long offset = source.readLong();
        long timestamp = source.readLong();
        byte[] key = Bytes.read(source);
        byte[] value = Bytes.read(source);
        List<Header> headers = Bytes.readHeaders(source);
        boolean admitted = source.readBoolean();
        int overflow = source.readUnsignedShort();
        SourceRecord record = source.readBoolean() ? SourceRecord.ofLabels() : new SourceRecord();
        record.setPosition(topic, partition, offset, timestamp);
        record.setBytes(key, value, () -> headers);
        record.setAdmitted(admitted);
        int content = source.readUnsignedByte();
        if (content == REJECTION) {
            Rejection rejection = Bytes.readRejection(source);
            boolean named = source.readBoolean();
            String model = source.readUTF();
            record.reject(rejection, named ? model : null);
        } else if (record.isLabel()) {
            deserialize(content, record.label(), source);
        } else {
            deserialize(content, record.prediction(), source);
            record.setOverflow(overflow);
        }
        return record;
    }

    private static void serialize(Label label, DataOutputView target) throws IOException {
        target.writeByte(label.isScalar() ? SCALAR : ARRAYS);
        Bytes.writeText(label.model(), target);
        Bytes.writeText(label.version(), target);
        Bytes.writeText(label.id(), target);
        target.writeLong(label.time());
        if (label.isScalar()) {
            target.writeDouble(label.yTrue());
        } else {
            serialize(label.yTrueArray(), target);
        }
    }

    private static void deserialize(int content, Label label, DataInputView source) throws IOException {
        label.setOrigin(Bytes.readText(source), Bytes.readText(source), Bytes.readText(source), source.readLong());
        switch (content) {
            case SCALAR -> label.setScalar(source.readDouble());
            case ARRAYS -> label.setArray(array(source));
            default -> throw unknown(content);
        }
    }

    private static void serialize(Prediction prediction, DataOutputView target) throws IOException {
        NdArray weights = prediction.sampleWeightArray();
        target.writeByte(prediction.isScalar() ? SCALAR : weights == null ? ARRAYS : WEIGHTED_ARRAYS);
        Bytes.writeText(prediction.model(), target);
        Bytes.writeText(prediction.version(), target);
        Bytes.writeText(prediction.id(), target);
        target.writeLong(prediction.time());
        Bytes.writeText(prediction.labelStatus().name(), target);
        target.writeLong(prediction.labelAge());
        target.writeByte(prediction.sliceValueCount());
        for (String value : sliceValues(prediction)) {
            Bytes.write(value == null ? null : value.getBytes(StandardCharsets.UTF_8), target);
        }
        if (prediction.isScalar()) {
            target.writeDouble(prediction.yTrue());
            target.writeDouble(prediction.yPred());
            target.writeDouble(prediction.sampleWeight());
        } else {
            serialize(prediction.yTrueArray(), target);
            serialize(prediction.yPredArray(), target);
            if (weights != null) {
                serialize(weights, target);
            }
        }
    }

    private static void deserialize(int content, Prediction prediction, DataInputView source) throws IOException {
        String model = Bytes.readText(source);
        String version = Bytes.readText(source);
        prediction.setId(Bytes.readText(source));
        prediction.setOrigin(model, version, source.readLong());
        prediction.setLabel(LabelStatus.valueOf(Bytes.readText(source)), source.readLong());
        @Nullable String[] sliceValues = new String[source.readUnsignedByte()];
        for (int i = 0; i < sliceValues.length; i++) {
            byte[] value = Bytes.read(source);
            sliceValues[i] = value == null ? null : new String(value, StandardCharsets.UTF_8);
        }
        prediction.setSliceValues(sliceValues);
        switch (content) {
            case SCALAR -> prediction.setScalar(source.readDouble(), source.readDouble(), source.readDouble());
            case ARRAYS -> prediction.setArrays(array(source), array(source), null);
            case WEIGHTED_ARRAYS -> prediction.setArrays(array(source), array(source), array(source));
            default -> throw unknown(content);
        }
    }

    private static IOException unknown(int content) {
        return new IOException("A record says its content is of kind " + content
                + ", and there are only 0 to 3, of labels 0 to 2; the bytes are damaged.");
    }

    private static @Nullable String[] sliceValues(Prediction prediction) {
        @Nullable String[] values = new String[prediction.sliceValueCount()];
        Arrays.setAll(values, prediction::sliceValue);
        return values;
    }

    private static void serialize(NdArray array, DataOutputView target) throws IOException {
        Bytes.writeText(array.dtype().id(), target);
        int[] shape = array.shape();
        target.writeInt(shape.length);
        for (int length : shape) {
            target.writeInt(length);
        }
        for (int i = 0; i < array.size(); i++) {
            target.writeDouble(array.get(i));
        }
    }

    private static NdArray array(DataInputView source) throws IOException {
        DType dtype = DType.of(Bytes.readText(source));
        int[] shape = new int[source.readInt()];
        int size = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = source.readInt();
            size *= shape[axis];
        }
        double[] data = new double[size];
        for (int i = 0; i < size; i++) {
            data[i] = source.readDouble();
        }
        return NdArray.of(dtype, shape, data);
    }

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<SourceRecord> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
