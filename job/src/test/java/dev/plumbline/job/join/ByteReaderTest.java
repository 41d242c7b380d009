package dev.plumbline.job.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what {@link Numbers} writes, and nothing beyond the bytes. */
class ByteReaderTest {

    private static ByteReader reader(String hex) {
        return new ByteReader(HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "model-7", "é", "模型", "😀", "\0", "a\u0080"})
    void textsComeBack(String text) throws IOException {
        byte[] bytes = Memory.bytes(out -> Numbers.writeText(text, out));

        assertThat(new ByteReader(bytes).text()).isEqualTo(text);
        assertThat(Numbers.readString(new DataInputStream(new ByteArrayInputStream(bytes))))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text);
    }

    @Test
    void optionalStringsComeBack() throws IOException {
        byte[] bytes = Memory.bytes(out -> {
            Numbers.writeOptional(null, out);
            Numbers.writeOptional(new byte[0], out);
            Numbers.writeOptional(new byte[] {7}, out);
        });
        ByteReader in = new ByteReader(bytes);

        assertThat(in.optional()).isNull();
        assertThat(in.optional()).isEmpty();
        assertThat(in.optional()).containsExactly(7);
        assertThat(in.isAtEnd()).isTrue();
    }

    @Test
    void nothingIsReadBeyondTheEnd() {
        assertThatThrownBy(() -> reader("").unsignedByte()).hasMessageContaining("something ends too soon");
        assertThatThrownBy(() -> reader("80").number()).hasMessageContaining("something ends too soon");
        assertThatThrownBy(() -> reader("00000000000000").float64()).hasMessageContaining("something ends too soon");
        assertThatThrownBy(() -> reader("0361").string()).hasMessageContaining("a length is 3;");
        assertThatThrownBy(() -> reader("0361").text()).hasMessageContaining("a length is 3;");
        assertThatThrownBy(() -> reader("0361").optional()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reader("0361").requireEnd("a key"))
                .hasMessageContaining("a key does not end where it should");
    }

    @Test
    void aLengthFromAStreamIsAnInteger() {
        byte[] bytes = HexFormat.of().parseHex("ffffffff0f");

        assertThatThrownBy(() -> Numbers.readString(new DataInputStream(new ByteArrayInputStream(bytes))))
                .hasMessageContaining("a length has more than 31 bits");
    }
}
