package dev.plumbline.job.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.job.join.JoinOutcome.Kind;
import java.io.IOException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Flink is told about the join's values: golden bytes of version 1, and back. */
class JoinSerializersTest {
    private static final JoinKey KEY = JoinKey.of("m", "7", "a1");
    private static final JoinEvent EVENT = JoinEvent.label(3, new byte[] {0}, new byte[] {5});

    static Stream<Arguments> values() {
        JoinState state = new JoinState();
        state.addLane(Lane.NONE).open(5, new byte[] {0, 9});
        state.waiting().add(new WaitingLabel(JoinEvent.label(6, new byte[] {0}, new byte[] {5}), false, false));
        return Stream.of(
                Arguments.of(JoinKeySerializer.INSTANCE, KEY, "016d0137026131"),
                Arguments.of(
                        JoinStateSerializer.INSTANCE,
                        new JoinStateCodec().encode(state),
                        "0f" + "010100010a020009010002" + "01000105"),
                Arguments.of(
                        JoinInputSerializer.INSTANCE,
                        JoinInput.of(KEY, EVENT),
                        "45b7d66f" + "0000000000000003" + "0d" + "016d0137026131" + "810601000105"),
                Arguments.of(
                        JoinOutcomeSerializer.INSTANCE,
                        new JoinOutcome(Kind.LABELLED, KEY, new byte[] {1}, 2, new byte[] {3}, 4, new byte[] {0}),
                        "01" + "016d0137026131" + "0101" + "0000000000000002" + "0103" + "0000000000000004" + "0100"));
    }

    private static <T> byte[] bytes(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void valuesHaveTheBytesOfVersion1(TypeSerializer<T> serializer, T value, String hex) throws IOException {
        T back = serializer.deserialize(new DataInputDeserializer(HexFormat.of().parseHex(hex)));

        assertThat(HexFormat.of().formatHex(bytes(serializer, value))).isEqualTo(hex);
        assertThat(HexFormat.of().formatHex(bytes(serializer, back))).isEqualTo(hex);
        assertThat(HexFormat.of().formatHex(bytes(serializer, serializer.copy(value))))
                .isEqualTo(hex);
    }

    @Test
    void kindsAreKeptByTheirCodes() throws IOException {
        for (Kind kind : Kind.values()) {
            assertThat(Kind.of(kind.code())).isEqualTo(kind);
        }
        for (JoinLoss loss : JoinLoss.values()) {
            assertThat(Kind.of(loss)).hasToString(loss.name());
        }
        assertThatThrownBy(() -> Kind.of(14)).hasMessageContaining("the kind of an outcome is 14");
    }
}
