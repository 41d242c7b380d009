package dev.plumbline.job.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.plumbline.job.flow.VersionedSerializer;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a savepoint needs of each of our serializers, of the next one too. */
class EverySerializerTest {

    static Stream<Class<?>> serializers() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.plumbline.job").stream()
                        .filter(type -> type.isAssignableTo(VersionedSerializer.class))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::reflect);
    }

    @Test
    void thereAreSome() {
        assertThat(serializers()).hasSizeGreaterThan(8);
    }

    @ParameterizedTest
    @MethodSource("serializers")
    void itsSnapshotIsFoundByItsNameAndGivesItBack(Class<?> type) throws Exception {
        TypeSerializer<?> serializer = snapshotOf(type).restoreSerializer();
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());

        TypeSerializerSnapshot<?> snapshot = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), type.getClassLoader());

        assertThat(snapshot.restoreSerializer()).isEqualTo(serializer).isInstanceOf(type);
    }

    @ParameterizedTest
    @MethodSource("serializers")
    void aNewerLayoutIsRefusedInASentence(Class<?> type) throws Exception {
        TypeSerializerSnapshot<?> snapshot = snapshotOf(type);
        int newer = snapshot.getCurrentVersion() + 1;

        assertThatThrownBy(() ->
                        snapshot.readSnapshot(newer, new DataInputDeserializer(new byte[0]), type.getClassLoader()))
                .isInstanceOf(IOException.class)
                .hasMessage("The state holds layout version " + newer + " of " + type.getSimpleName()
                        + ", but this release reads version " + snapshot.getCurrentVersion()
                        + "; restore it with the release that wrote it, or start without state.");
    }

    /** As Flink makes it: by its name, without arguments. */
    private static TypeSerializerSnapshot<?> snapshotOf(Class<?> serializer) throws ReflectiveOperationException {
        return Class.forName(serializer.getName() + "$Snapshot")
                .asSubclass(TypeSerializerSnapshot.class)
                .getConstructor()
                .newInstance();
    }
}
