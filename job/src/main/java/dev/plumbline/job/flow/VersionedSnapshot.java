package dev.plumbline.job.flow;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a checkpoint remembers of a {@link VersionedSerializer}: the version of the layout it wrote, and nothing else.
 *
 * <p>Evolving a layout means: raise the version in the subclass, keep a serializer that reads the old layout, return it from
 * {@link #restoreSerializer()} when the old version was read, and answer {@code compatibleAfterMigration} here.
 *
 * @param <T> the type of value
 */
public abstract class VersionedSnapshot<T> implements TypeSerializerSnapshot<T> {

    private final int currentVersion;
    private final TypeSerializer<T> serializer;

    /**
     * Creates a snapshot.
     *
     * @param currentVersion the version of the layout that the serializer writes, from 1
     * @param serializer the serializer
     */
    protected VersionedSnapshot(int currentVersion, TypeSerializer<T> serializer) {
        this.currentVersion = currentVersion;
        this.serializer = serializer;
    }

    @Override
    public final int getCurrentVersion() {
        return currentVersion;
    }

    @Override
    public final void writeSnapshot(DataOutputView out) {
        // The version, which Flink stores itself, says everything.
    }

    @Override
    public final void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader) throws IOException {
        if (readVersion != currentVersion) {
            throw new IOException("The state holds layout version " + readVersion + " of "
                    + serializer.getClass().getSimpleName() + ", but this release reads version " + currentVersion
                    + "; restore it with the release that wrote it, or start without state.");
        }
    }

    @Override
    public final TypeSerializer<T> restoreSerializer() {
        return serializer;
    }

    @Override
    public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        return old.getClass() == getClass()
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
