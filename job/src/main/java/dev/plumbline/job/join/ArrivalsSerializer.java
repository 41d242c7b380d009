package dev.plumbline.job.join;

import dev.plumbline.job.flow.VersionedSnapshot;

/** Bytes of a block of {@link Arrivals}, version 1: for each its {@link JoinKey} and its {@link JoinEvent}. */
public final class ArrivalsSerializer extends BytesSerializer {

    /** The serializer; it has no state. */
    public static final ArrivalsSerializer INSTANCE = new ArrivalsSerializer();

    private ArrivalsSerializer() {}

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
