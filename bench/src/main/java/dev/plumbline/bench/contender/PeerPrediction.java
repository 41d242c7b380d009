package dev.plumbline.bench.contender;

import dev.plumbline.job.flow.FlowType;
import dev.plumbline.job.flow.VersionedSerializer;
import dev.plumbline.job.flow.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A prediction as the interval join has it: what its key and its loss need, and nothing else.
 *
 * @param model the model's name
 * @param id the prediction's id
 * @param time epoch milliseconds
 * @param prediction the probability
 * @param sampleWeight the weight
 */
record PeerPrediction(String model, String id, long time, double prediction, double sampleWeight) {

    static final FlowType<PeerPrediction> TYPE = new FlowType<>(PeerPrediction.class, Serializer.INSTANCE);

    /** Bytes by hand: no field of an object is looked up by reflection, no number is boxed. */
    static final class Serializer extends VersionedSerializer<PeerPrediction> {
        static final Serializer INSTANCE = new Serializer();

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public PeerPrediction copy(PeerPrediction from) {
            return from;
        }

        @Override
        public void serialize(PeerPrediction value, DataOutputView target) throws IOException {
            StringSerializer.INSTANCE.serialize(value.model, target);
            StringSerializer.INSTANCE.serialize(value.id, target);
            target.writeLong(value.time);
            target.writeDouble(value.prediction);
            target.writeDouble(value.sampleWeight);
        }

        @Override
        public PeerPrediction deserialize(DataInputView source) throws IOException {
            return new PeerPrediction(
                    StringSerializer.INSTANCE.deserialize(source),
                    StringSerializer.INSTANCE.deserialize(source),
                    source.readLong(),
                    source.readDouble(),
                    source.readDouble());
        }

        @Override
        public Snapshot snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<PeerPrediction> {
        /** For Flink. */
        public Snapshot() {
            super(1, Serializer.INSTANCE);
        }
    }
}
