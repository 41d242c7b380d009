package dev.plumbline.bench.contender;

import dev.plumbline.job.flow.FlowType;
import dev.plumbline.job.flow.VersionedSerializer;
import dev.plumbline.job.flow.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A label as the interval join has it.
 *
 * @param model the model's name
 * @param id the prediction's id
 * @param time epoch milliseconds
 * @param label 0 or 1
 */
record PeerLabel(String model, String id, long time, double label) {

    static final FlowType<PeerLabel> TYPE = new FlowType<>(PeerLabel.class, Serializer.INSTANCE);

    /** Bytes by hand, like those of {@link PeerPrediction}. */
    static final class Serializer extends VersionedSerializer<PeerLabel> {
        static final Serializer INSTANCE = new Serializer();

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public PeerLabel copy(PeerLabel from) {
            return from;
        }

        @Override
        public void serialize(PeerLabel value, DataOutputView target) throws IOException {
            StringSerializer.INSTANCE.serialize(value.model, target);
            StringSerializer.INSTANCE.serialize(value.id, target);
            target.writeLong(value.time);
            target.writeDouble(value.label);
        }

        @Override
        public PeerLabel deserialize(DataInputView source) throws IOException {
            return new PeerLabel(
                    StringSerializer.INSTANCE.deserialize(source),
                    StringSerializer.INSTANCE.deserialize(source),
                    source.readLong(),
                    source.readDouble());
        }

        @Override
        public Snapshot snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<PeerLabel> {
        /** For Flink. */
        public Snapshot() {
            super(1, Serializer.INSTANCE);
        }
    }
}
