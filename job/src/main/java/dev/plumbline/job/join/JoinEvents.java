package dev.plumbline.job.join;

import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.label.JoinKeying;
import dev.plumbline.serde.Label;
import dev.plumbline.serde.Prediction;
import java.io.IOException;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Makes of a valid record what the join needs to know of it. Not thread-safe. */
final class JoinEvents {

    private final JoinKeying keying;
    private final DataOutputSerializer out = new DataOutputSerializer(1 << 10);

    /** A string's length stands before it, so it is made here first. */
    private final DataOutputSerializer string = new DataOutputSerializer(1 << 10);

    /** Events for a join by these keys. */
    JoinEvents(JoinKeying keying) {
        this.keying = keying;
    }

    /**
     * The key and the event of a record.
     *
     * @param record a valid prediction with an id, or a valid label that names what the keys need
     * @return an input whose bytes are overwritten by the next call
     */
    JoinInput of(SourceRecord record) {
        out.clear();
        try {
            return record.isLabel() ? label(record, record.label()) : prediction(record, record.prediction());
        } catch (IOException e) {
            throw Memory.cannotFail(e);
        }
    }

    private JoinInput prediction(SourceRecord record, Prediction prediction) throws IOException {
        int hash = writeKey(prediction.model(), prediction.version(), prediction.id());
        byte[] lane =
                keying == JoinKeying.ID ? new LaneName(prediction.model(), prediction.version()).toBytes() : Lane.NONE;
        JoinEventCodec.writeHead(false, prediction.time(), lane, out);
        string.clear();
        PredictionFacts.write(record, keying == JoinKeying.MODEL_AND_ID, string);
        writeString();
        return withRawRecord(record, hash, prediction.time());
    }

    private JoinInput label(SourceRecord record, Label label) throws IOException {
        int hash = writeKey(label.model(), label.version(), label.id());
        JoinEventCodec.writeHead(true, label.time(), Lane.NONE, out);
        string.clear();
        LabelValue.write(label, string);
        writeString();
        return withRawRecord(record, hash, label.time());
    }

    private JoinInput withRawRecord(SourceRecord record, int hash, long time) throws IOException {
        string.clear();
        RawRecord.write(record, string);
        writeString();
        return new JoinInput(hash, time, out.getSharedBuffer(), out.length());
    }

    private void writeString() throws IOException {
        Numbers.writeString(string.getSharedBuffer(), 0, string.length(), out);
    }

    private int writeKey(String model, String version, String id) throws IOException {
        return switch (keying) {
            case MODEL_AND_ID -> JoinKey.write(model, "", id, out);
            case MODEL_VERSION_AND_ID -> JoinKey.write(model, version, id, out);
            case ID -> JoinKey.write("", "", id, out);
        };
    }
}
