package dev.plumbline.job.flow;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint remembers of a {@link VersionedSerializer}: the version of the layout it wrote, and nothing else.
 *
 * <p>To evolve a layout, raise the version in the subclass, keep a serializer that reads the old layout, and return it from
 * {@link #olderSerializer}; Flink then migrates old state. A version that is not known is refused.
 *
 * @param <T> the type of value
 */
public abstract class VersionedSnapshot<T> implements TypeSerializerSnapshot<T> {

    private final int currentVersion;
    private final TypeSerializer<T> serializer;
    private int readVersion;

    /**
     * Creates a snapshot.
     *
     * @param currentVersion the version of the layout that the serializer writes, from 1
     * @param serializer the serializer
     */
    protected VersionedSnapshot(int currentVersion, TypeSerializer<T> serializer) {
        this.currentVersion = currentVersion;
        this.serializer = serializer;
        this.readVersion = currentVersion;
    }

    /** Returns the serializer of an older layout; null if this version was never released. */
    protected @Nullable TypeSerializer<T> olderSerializer(int version) {
        return null;
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
    public final void readSnapshot(int version, DataInputView in, ClassLoader classLoader) throws IOException {
        if (version != currentVersion && olderSerializer(version) == null) {
            throw new IOException("The state holds layout version " + version + " of "
                    + serializer.getClass().getSimpleName() + ", but this release reads version " + currentVersion
                    + "; restore it with the release that wrote it, or start without state.");
        }
        readVersion = version;
    }

    @Override
    public final TypeSerializer<T> restoreSerializer() {
        TypeSerializer<T> older = readVersion == currentVersion ? null : olderSerializer(readVersion);
        return older == null ? serializer : older;
    }

    @Override
    public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        if (old.getClass() != getClass()) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        return ((VersionedSnapshot<T>) old).readVersion == currentVersion
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
    }
}
