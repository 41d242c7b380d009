package dev.plumbline.job.flow;

import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
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
 * bytes, a bit for each slicing, that of the first one the lowest); then one byte that says what follows: 0 a rejection with the
 * model's name if it is known, 1 a scalar prediction, 2 arrays without and 3 arrays with sample weights. A prediction is model, version and id as texts, time (8 bytes), the number of slice values (one unsigned byte), each an optional byte
 * string, and its numbers.
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
        SourceRecord copy = new SourceRecord();
        copy.setPosition(from.topic(), from.partition(), from.offset(), from.timestamp());
        List<Header> headers = from.headers();
        copy.setBytes(from.key(), from.value(), () -> headers);
        Rejection rejection = from.rejection();
        if (rejection != null) {
            copy.reject(rejection, from.model());
        }
        copy.setAdmitted(from.admitted());
        copy.setOverflow(from.overflow());
        Prediction prediction = from.prediction();
        copy.prediction()
                .setOrigin(prediction.model(), prediction.version(), prediction.time(), prediction.originHash());
        copy.prediction().setId(prediction.id());
        copy.prediction().setSliceValues(sliceValues(prediction));
        if (prediction.isScalar()) {
            copy.prediction().setScalar(prediction.yTrue(), prediction.yPred(), prediction.sampleWeight());
        } else {
            copy.prediction()
                    .setArrays(prediction.yTrueArray(), prediction.yPredArray(), prediction.sampleWeightArray());
        }
        return copy;
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
        Rejection rejection = record.rejection();
        if (rejection != null) {
            target.writeByte(REJECTION);
            Bytes.writeRejection(rejection, target);
            String model = record.model();
            target.writeBoolean(model != null);
            target.writeUTF(model == null ? "" : model);
        } else {
            serialize(record.prediction(), target);
        }
    }

    @Override
    public SourceRecord deserialize(DataInputView source) throws IOException {
        SourceRecord record = new SourceRecord();
        record.setPosition(Bytes.readText(source), source.readInt(), source.readLong(), source.readLong());
        byte[] key = Bytes.read(source);
        byte[] value = Bytes.read(source);
        List<Header> headers = Bytes.readHeaders(source);
        record.setBytes(key, value, () -> headers);
        record.setAdmitted(source.readBoolean());
        int overflow = source.readUnsignedShort();
        int content = source.readUnsignedByte();
        if (content == REJECTION) {
            Rejection rejection = Bytes.readRejection(source);
            boolean named = source.readBoolean();
            String model = source.readUTF();
            record.reject(rejection, named ? model : null);
        } else {
            deserialize(content, record.prediction(), source);
            record.setOverflow(overflow);
        }
        return record;
    }

    private static void serialize(Prediction prediction, DataOutputView target) throws IOException {
        NdArray weights = prediction.sampleWeightArray();
        target.writeByte(prediction.isScalar() ? SCALAR : weights == null ? ARRAYS : WEIGHTED_ARRAYS);
        Bytes.writeText(prediction.model(), target);
        Bytes.writeText(prediction.version(), target);
        Bytes.writeText(prediction.id(), target);
        target.writeLong(prediction.time());
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
            default ->
                throw new IOException("A record says its content is of kind " + content
                        + ", and there are only 0 to 3; the bytes are damaged.");
        }
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
