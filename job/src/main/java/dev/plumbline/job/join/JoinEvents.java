package dev.plumbline.job.join;

import dev.plumbline.job.flow.JoinKey;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.label.JoinKeying;
import dev.plumbline.serde.Label;
import dev.plumbline.serde.Prediction;
import java.io.Serializable;

/** Makes of a valid record what the join needs to know of it. */
public final class JoinEvents implements Serializable {

    private final JoinKeying keying;

    /** Events for a join by these keys. */
    public JoinEvents(JoinKeying keying) {
        this.keying = keying;
    }

    /**
     * The key and the event of a record.
     *
     * @param record a valid prediction with an id, or a valid label that names what the keys need
     */
    public JoinInput of(SourceRecord record) {
        return record.isLabel() ? label(record, record.label()) : prediction(record, record.prediction());
    }

    private JoinInput prediction(SourceRecord record, Prediction prediction) {
        byte[] lane =
                keying == JoinKeying.ID ? new LaneName(prediction.model(), prediction.version()).toBytes() : Lane.NONE;
        byte[] facts = PredictionFacts.of(record, keying == JoinKeying.MODEL_AND_ID);
        return new JoinInput(
                key(prediction.model(), prediction.version(), prediction.id()),
                JoinEvent.prediction(prediction.time(), lane, facts, RawRecord.of(record)));
    }

    private JoinInput label(SourceRecord record, Label label) {
        return new JoinInput(
                key(label.model(), label.version(), label.id()),
                JoinEvent.label(label.time(), LabelValue.of(label), RawRecord.of(record)));
    }

    private JoinKey key(String model, String version, String id) {
        return switch (keying) {
            case MODEL_AND_ID -> new JoinKey(model, "", id);
            case MODEL_VERSION_AND_ID -> new JoinKey(model, version, id);
            case ID -> new JoinKey("", "", id);
        };
    }
}
