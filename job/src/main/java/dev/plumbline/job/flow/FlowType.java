package dev.plumbline.job.flow;

import dev.plumbline.serde.report.LedgerAccount;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Tells Flink to move and keep a type with one of our own serializers; without it Flink would analyse the class and might
 * fall back to Kryo.
 *
 * @param <T> the type
 */
public final class FlowType<T> extends TypeInformation<T> {

    private final Class<T> typeClass;
    private final VersionedSerializer<T> serializer;

    /**
     * Creates the type information.
     *
     * @param typeClass the class of the values
     * @param serializer their serializer
     */
    public FlowType(Class<T> typeClass, VersionedSerializer<T> serializer) {
        this.typeClass = typeClass;
        this.serializer = serializer;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<T> getTypeClass() {
        return typeClass;
    }

    /** A value may be a key when its class has an equality and a hash of its own that is the same in every JVM. */
    @Override
    public boolean isKeyType() {
        return typeClass == SeriesKey.class || typeClass == LedgerAccount.class;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer;
    }

    @Override
    public String toString() {
        return typeClass.getSimpleName();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FlowType<?> that && typeClass == that.typeClass && serializer.equals(that.serializer);
    }

    @Override
    public int hashCode() {
        return typeClass.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof FlowType;
    }
}
