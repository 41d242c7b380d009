package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {
    private static final Random RANDOM = new Random(31);

    @Test
    void takesWhatLiesBeyondTheEndAsZero() {
        for (int length = 8; length <= 17; length++) {
            byte[] bytes = new byte[length];
            RANDOM.nextBytes(bytes);
            for (int at = 0; at <= length + 9; at++) {
                byte[] padded = Arrays.copyOfRange(Arrays.copyOf(bytes, length + 20), at, at + 8);
                long expected =
                        ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).getLong();
                assertThat(Bytes.word(bytes, at)).isEqualTo(expected);
            }
        }
    }

    @Test
    void keepsTheFirstBytes() {
        assertThat(Bytes.first(0, -1)).isZero();
        assertThat(Bytes.first(1, -1)).isEqualTo(0xffL);
        assertThat(Bytes.first(7, -1)).isEqualTo(0x00ffffffffffffffL);
        assertThat(Bytes.first(8, -1)).isEqualTo(-1L);
    }

    @Test
    void findsTheFirstByteThatEndsAPlainRun() {
        for (int b = 0; b < 256; b++) {
            boolean stop = b < ' ' || b == '"' || b == '\\';
            for (int place = 0; place < 8; place++) {
                // Around it stand bytes that differ from a stop in one bit, and behind it sometimes other stops.
                byte[] bytes = new byte[8];
                for (int i = 0; i < 8; i++) {
                    bytes[i] =
                            (byte) (i < place ? "#!]\u0080 a\u00a2\u00dc".charAt(RANDOM.nextInt(8)) : RANDOM.nextInt());
                }
                bytes[place] = (byte) b;
                int found = Bytes.before(Bytes.stringStops(Bytes.word(bytes, 0)));
                if (stop) {
                    assertThat(found).as("%s", Arrays.toString(bytes)).isEqualTo(place);
                } else {
                    assertThat(found).as("%s", Arrays.toString(bytes)).isGreaterThan(place);
                }
            }
        }
    }

    @Test
    void countsAndReadsDigits() {
        for (int round = 0; round < 100_000; round++) {
            int count = RANDOM.nextInt(9);
            byte[] bytes = new byte[8];
            RANDOM.nextBytes(bytes);
            long expected = 0;
            for (int i = 0; i < count; i++) {
                bytes[i] = (byte) ('0' + RANDOM.nextInt(10));
                expected = 10 * expected + (bytes[i] - '0');
            }
            if (count < 8) {
                bytes[count] = (byte) "/:\u0000\u00b0\u00b9\u00ff p".charAt(RANDOM.nextInt(8));
            }
            long word = Bytes.word(bytes, 0);
            assertThat(Bytes.digitCount(word)).as("%s", Arrays.toString(bytes)).isEqualTo(count);
            if (count > 0) {
                assertThat(Bytes.digits(count, word)).isEqualTo(expected);
            }
        }
    }
}
