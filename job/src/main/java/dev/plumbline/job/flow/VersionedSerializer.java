package dev.plumbline.job.flow;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The common part of our serializers: stateless, thread-safe, of variable length. A subclass says how a value is written,
 * read and deeply copied, and carries a public static {@code Snapshot} (a {@link VersionedSnapshot}) that names the version
 * of its layout; every layout stands in {@code docs/FORMATS.md}.
 *
 * @param <T> the type of value
 */
public abstract class VersionedSerializer<T> extends TypeSerializer<T> {

    /** Returns the snapshot that checkpoints store beside the bytes. */
    @Override
    public abstract TypeSerializerSnapshot<T> snapshotConfiguration();

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public final TypeSerializer<T> duplicate() {
        return this;
    }

    /** Returns null: no value is ever filled in place, because reading creates what it needs. */
    @Override
    public final @Nullable T createInstance() {
        return null;
    }

    @Override
    public final T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    // Two serializers are equal when they write the same layout, which is to say, when they are of the same class.
    @SuppressWarnings("EqualsGetClass")
    @Override
    public final boolean equals(@Nullable Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }
}
