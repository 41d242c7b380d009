package dev.plumbline.job.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.job.join.Lane.Stage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layouts of {@code docs/FORMATS.md}: golden bytes of version 1, and back; and bytes that are none. */
class JoinStateCodecTest {
    private static final byte[] FACTS = {0, 9, 9};
    private static final byte[] VALUE = {0, 1};
    private static final byte[] RAW = {5, 6};
    private static final JoinStateCodec CODEC = new JoinStateCodec();

    static Stream<Arguments> states() {
        JoinState early = new JoinState();
        early.waiting().add(new WaitingLabel(JoinEvent.label(-3, VALUE, RAW), false, true));
        early.waiting().add(new WaitingLabel(JoinEvent.label(-3, VALUE, RAW), true, false));
        JoinState shared = new JoinState();
        shared.addLane(new byte[] {'b'}).open(10, FACTS);
        shared.addLane(new byte[] {'a'}).time = 4;
        return Stream.of(
                Arguments.of("nothing", new JoinState(), "010000"),
                Arguments.of("a trace", lane(Stage.TRACE), "010100000a00"),
                Arguments.of("no label yet", lane(Stage.UNLABELLED), "010100010a0300090900"),
                Arguments.of("a label that counts", lane(Stage.TOLD), "010100020a02000100"),
                Arguments.of("a label that may lose", lane(Stage.HELD), "010100030a03000909020001030205" + "0600"),
                Arguments.of("labels that do not agree", lane(Stage.CONFLICTED), "010100040a0300090900"),
                Arguments.of("two lanes", shared, "01020161000801620" + "10c0300090900"),
                Arguments.of("waiting labels", early, "01000202050200010205060100020001020506"));
    }

    /** A lane with a prediction at 5 and perhaps a label at 3. */
    private static JoinState lane(Stage stage) {
        JoinState state = new JoinState();
        Lane lane = state.addLane(Lane.NONE);
        lane.open(5, FACTS);
        switch (stage) {
            case TRACE -> lane.close();
            case TOLD -> lane.tell(VALUE);
            case HELD -> lane.hold(3, VALUE, RAW);
            case CONFLICTED -> lane.conflict();
            case UNLABELLED -> {}
        }
        return state;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void statesHaveTheBytesOfVersion1(String what, JoinState state, String hex) throws IOException {
        assertThat(HexFormat.of().formatHex(CODEC.encode(state))).isEqualTo(hex);
        assertThat(HexFormat.of().formatHex(CODEC.encode(CODEC.decode(CODEC.encode(state)))))
                .isEqualTo(hex);
        assertThat(CODEC.decode(CODEC.encode(state)).isEmpty()).isEqualTo(state.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"prediction, 01060161020007020506", "label, 8106020001020506"})
    void eventsHaveTheBytesOfVersion1(String kind, String hex) throws IOException {
        JoinEvent event = kind.equals("label")
                ? JoinEvent.label(3, VALUE, RAW)
                : JoinEvent.prediction(3, new byte[] {'a'}, new byte[] {0, 7}, RAW);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JoinEventCodec.write(event, new DataOutputStream(bytes));

        assertThat(HexFormat.of().formatHex(bytes.toByteArray())).isEqualTo(hex);
        assertThat(JoinEventCodec.read(new ByteReader(bytes.toByteArray()))).isEqualTo(event);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "020000         | The state of the join has version 2, but this release reads version 1; restore it with the"
                        + " release that wrote it, or start without state.",
                "010100050a00   | In the state of the join the stage of a lane is 5; the bytes are damaged.",
                "0102000000000000 | In the state of the join the lanes are out of order; the bytes are damaged.",
                "010001040000   | In the state of the join the flags of a label are 4; the bytes are damaged.",
                "0100020004000000010000 | In the state of the join the waiting labels are out of order; the bytes are damaged.",
                "01008000       | In the state of the join a number is longer than it need be; the bytes are damaged.",
                "0100ffffffffffffffffff02 | In the state of the join a number has more than 64 bits; the bytes are damaged.",
                "0100ffffffffff7f | In the state of the join a length is 4398046511103; the bytes are damaged.",
            })
    void damagedBytesAreRefusedInASentence(String hex, String message) {
        assertThatThrownBy(() -> CODEC.decode(HexFormat.of().parseHex(hex)))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "02", "83"})
    void eventsOfAnotherVersionAreRefused(String head) {
        byte[] bytes = HexFormat.of().parseHex(head + "06020001020506");

        assertThatThrownBy(() -> JoinEventCodec.read(new ByteReader(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("An event in the state of the join has version ");
    }

    /** A length that the bytes cannot fill must not cost its memory. */
    @Test
    void anyDamageEndsInAStateOrAnException() throws IOException {
        Random random = new Random(20261125);
        byte[][] good = states().map(
                        arguments -> HexFormat.of().parseHex((String) arguments.get()[2]))
                .toArray(byte[][]::new);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good[random.nextInt(good.length)].clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            bytes = Arrays.copyOf(bytes, bytes.length - random.nextInt(2));
            try {
                JoinState state = CODEC.decode(bytes);
                byte[] again = CODEC.encode(state);
                assertThat(CODEC.encode(CODEC.decode(again))).isEqualTo(again);
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(5_000, 19_500);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 63, -64, 64, 127, 128, Long.MAX_VALUE, Long.MIN_VALUE})
    void signedNumbersComeBack(long number) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Numbers.writeSigned(number, new DataOutputStream(bytes));

        assertThat(new ByteReader(bytes.toByteArray()).signed()).isEqualTo(number);
        assertThat(bytes.size())
                .isEqualTo(number >= -64 && number < 64 ? 1 : number >= -8192 && number < 8192 ? 2 : 10);
    }

    @Test
    void longStringsComeBack() throws IOException {
        byte[] string = new byte[300_000];
        new Random(1).nextBytes(string);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Numbers.writeString(string, new DataOutputStream(bytes));

        assertThat(Numbers.readString(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(string);
    }

    @Test
    void shapesMatchByTheirBytes() {
        byte[] many = {(byte) 0x82, 0x01};
        assertThat(ShapeBytes.match(new byte[] {0, 1}, new byte[] {0, 2})).isTrue();
        assertThat(ShapeBytes.match(new byte[] {0, 1}, new byte[] {1, 1, 2})).isFalse();
        assertThat(ShapeBytes.match(new byte[] {2, 1, 3, 9}, new byte[] {2, 1, 3}))
                .isTrue();
        assertThat(ShapeBytes.match(new byte[] {2, 1, 3, 9}, new byte[] {2, 1, 2, 9}))
                .isFalse();
        assertThat(ShapeBytes.match(new byte[] {1, (byte) 0x80, 1, 9}, new byte[] {1, (byte) 0x80, 2, 9}))
                .isFalse();
        assertThat(ShapeBytes.match(new byte[] {1, (byte) 0x80, 1, 9}, new byte[] {1, (byte) 0x80, 1, 8}))
                .isTrue();
        assertThat(ShapeBytes.match(many, many)).isFalse();
        assertThat(ShapeBytes.match(Lane.NONE, Lane.NONE)).isFalse();
    }
}
