package dev.plumbline.serde.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterRecordTest {
    private static final int LIMIT = DeadLetterRecord.MIN_LIMIT;
    private static final int BIG = 2 * LIMIT;

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    /** Lengths in bytes; -1 for none. */
    private static DeadLetter letter(int key, int value, int header) {
        return new DeadLetter(
                new Rejection(ReasonCode.LATE, "", "It came too late."),
                "predictions",
                3,
                41,
                5,
                key < 0 ? null : bytes(key),
                value < 0 ? null : bytes(value),
                header < 0 ? List.of() : List.of(new Header("trace", bytes(header)), new Header("none", null)));
    }

    private static long size(DeadLetterRecord record) {
        return RecordSize.of(record.key(), record.value(), record.headers());
    }

    private static Map<String, String> marks(DeadLetterRecord record) {
        Map<String, String> marks = new HashMap<>();
        for (Header header : record.headers()) {
            if (List.of("plumbline.value_bytes", "plumbline.truncated").contains(header.name())) {
                marks.put(header.name(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return marks;
    }

    private static boolean hasOwnHeaders(DeadLetterRecord record) {
        return record.headers().stream().map(Header::name).anyMatch("trace"::equals);
    }

    @Test
    void leavesALetterThatFitsAsItIs() {
        DeadLetter letter = letter(3, 7, 5);

        DeadLetterRecord record = DeadLetterRecord.of(letter, LIMIT);

        assertThat(record.key()).isSameAs(letter.key());
        assertThat(record.value()).isSameAs(letter.value());
        assertThat(record.headers()).isEqualTo(DeadLetterEncoder.headers(letter));
        assertThat(marks(record)).isEmpty();
    }

    @Test
    void cutsFromTheFirstByteTooMany() {
        int longest = LIMIT;
        while (RecordSize.of(bytes(3), bytes(longest), DeadLetterEncoder.headers(letter(3, 0, 5))) > LIMIT) {
            longest--;
        }

        assertThat(marks(DeadLetterRecord.of(letter(3, longest, 5), LIMIT))).isEmpty();
        assertThat(marks(DeadLetterRecord.of(letter(3, longest + 1, 5), LIMIT)))
                .isEqualTo(
                        Map.of("plumbline.value_bytes", Integer.toString(longest + 1), "plumbline.truncated", "value"));
    }

    @ParameterizedTest
    @CsvSource({
        // key, value, own header, truncated
        "    -1, 32768,    -1, value",
        "     3, 32768,     5, value",
        " 32768,     7,     5, key",
        " 32768,    -1,    -1, key",
        "     3,     7, 32768, headers",
        "    -1,    -1, 32768, headers",
        " 32768, 32768,     5, 'value,key'",
        "     3, 32768, 32768, 'value,headers'",
        " 32768,     7, 32768, 'key,headers'",
        " 32768, 32768, 32768, 'value,key,headers'",
        // Each of them would fit alone; together the key comes first, then the headers.
        "  9000,     7,  9000, headers",
        "  9000,  9000,    -1, value",
        "    -1,  9000,  9000, value",
    })
    void saysWhatIsMissingAndKeepsTheRest(int key, int value, int header, String truncated) {
        DeadLetter letter = letter(key, value, header);

        DeadLetterRecord record = DeadLetterRecord.of(letter, LIMIT);

        List<String> missing = List.of(truncated.split(","));
        assertThat(marks(record).get("plumbline.truncated")).isEqualTo(truncated);
        assertThat(marks(record).get("plumbline.value_bytes")).isEqualTo(value < 0 ? null : Integer.toString(value));
        assertThat(size(record)).isLessThanOrEqualTo(LIMIT);
        assertThat(record.key()).isEqualTo(missing.contains("key") ? null : letter.key());
        assertThat(hasOwnHeaders(record)).isEqualTo(header >= 0 && !missing.contains("headers"));
        if (missing.contains("value")) {
            assertThat(record.value()).isEqualTo(Arrays.copyOf(letter.value(), record.value().length));
            // Nothing is wasted but the names of the parts that are not missing.
            assertThat(size(record)).isGreaterThan(LIMIT - "value,key,headers".length());
        } else {
            assertThat(record.value()).isEqualTo(letter.value());
        }
        assertThat(names(record)).containsAll(names(DeadLetterRecord.of(letter(-1, -1, -1), LIMIT)));
    }

    private static List<String> names(DeadLetterRecord record) {
        return record.headers().stream().map(Header::name).collect(Collectors.toList());
    }

    @Test
    void neverExceedsTheLimitAndNeverDropsInSilenceAtAnyEdge() {
        for (int room = 0; room <= 300; room++) {
            for (int value : new int[] {-1, 0, 1, 127, 128, BIG}) {
                // The key leaves about `room` bytes, around the point at which it does not fit itself.
                DeadLetter letter = letter(LIMIT - 1_050 + room, value, room % 3 == 0 ? -1 : room % 100);
                DeadLetterRecord record = DeadLetterRecord.of(letter, LIMIT);

                boolean same = Arrays.equals(record.key(), letter.key())
                        && Arrays.equals(record.value(), letter.value())
                        && hasOwnHeaders(record) == !letter.headers().isEmpty();
                assertThat(size(record)).as("room %d, value %d", room, value).isLessThanOrEqualTo(LIMIT);
                assertThat(marks(record).isEmpty())
                        .as("room %d, value %d", room, value)
                        .isEqualTo(same);
            }
        }
    }

    @Test
    void aCutLetterThatIsRefusedAgainBearsOnlyItsOwnMarks() {
        DeadLetterRecord once = DeadLetterRecord.of(letter(3, BIG, 5), LIMIT);
        DeadLetter again = new DeadLetter(
                new Rejection(ReasonCode.LATE, "", "It came too late."),
                "dead",
                0,
                7,
                5,
                once.key(),
                Arrays.copyOf(once.value(), 9),
                once.headers());

        assertThat(marks(DeadLetterRecord.of(again, LIMIT))).isEmpty();
    }

    @Test
    void keepsTheOrderOfTheHeaders() {
        List<String> expected = new ArrayList<>(names(DeadLetterRecord.of(letter(3, 7, 5), LIMIT)));
        expected.add("plumbline.value_bytes");
        expected.add("plumbline.truncated");

        assertThat(names(DeadLetterRecord.of(letter(3, BIG, 5), LIMIT))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 8_191, 8_192, 1_048_575, 1_048_576, 134_217_727, 134_217_728, Integer.MAX_VALUE})
    void countsTheBytesOfALength(int length) {
        // Zigzag leaves six bits of a length for the first byte and seven for each further one.
        int expected = 1;
        for (long rest = (long) length >> 6; rest > 0; rest >>= 7) {
            expected++;
        }

        assertThat(RecordSize.varint(length)).isEqualTo(expected);
    }
}
