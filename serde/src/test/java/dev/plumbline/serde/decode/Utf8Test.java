package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

    @Test
    void agreesWithTheJdkOnEveryCharacterAndItsNeighbours() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x11000 ? 1 : 97) {
            byte[] bytes = encoded(c);
            check(bytes);
            bytes[bytes.length - 1] ^= (byte) 0xc0;
            check(bytes);
        }
    }

    /** Short sequences of bytes from the borders of what is allowed, in front of and behind ASCII. */
    @Test
    void agreesWithTheJdkOnRandomBytes() {
        int[] borders = {
            0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef,
            0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff
        };
        Random random = new Random(29);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            int from = random.nextInt(bytes.length + 1);
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) (at >= from && at < from + 5 ? borders[random.nextInt(borders.length)] : 'a');
            }
            check(bytes);
        }
    }

    @Test
    void namesThePlace() {
        assertThat(Utf8.firstMalformed(new byte[0])).isEqualTo(-1);
        byte[] bytes = "0123456789\u00e9ab?cd".getBytes(StandardCharsets.UTF_8);
        bytes[14] = (byte) 0xc0;
        assertThat(Utf8.firstMalformed(bytes)).isEqualTo(14);
    }

    private static byte[] encoded(int c) {
        return c < 0x10000 && Character.isSurrogate((char) c)
                ? new byte[] {(byte) 0xed, (byte) (0x80 | ((c >> 6) & 0x3f)), (byte) (0x80 | (c & 0x3f))}
                : Character.toString(c).getBytes(StandardCharsets.UTF_8);
    }

    private static void check(byte[] bytes) {
        boolean expected;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            expected = true;
        } catch (CharacterCodingException e) {
            expected = false;
        }
        if ((Utf8.firstMalformed(bytes) < 0) != expected) {
            assertThat(Utf8.firstMalformed(bytes) < 0).as("%s", (Object) bytes).isEqualTo(expected);
        }
    }
}
