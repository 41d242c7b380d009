package dev.plumbline.job.join;

import dev.plumbline.job.flow.VersionedSnapshot;

/**
 * Bytes of a {@link JoinState}, version 1: as {@link JoinStateCodec} writes them. They stay bytes in memory, too: there may be millions
 * of them, of which each is looked at two or three times.
 */
public final class JoinStateSerializer extends BytesSerializer {

    /** The serializer; it has no state. */
    public static final JoinStateSerializer INSTANCE = new JoinStateSerializer();

    private JoinStateSerializer() {}

    @Override
    public Snapshot snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the layout. */
    public static final class Snapshot extends VersionedSnapshot<byte[]> {
        /** Called by Flink when state is restored. */
        public Snapshot() {
            super(1, INSTANCE);
        }
    }
}
