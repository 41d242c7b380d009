package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that nobody meant: whatever they are, there is a verdict, and it does not depend on what was decoded before. */
class FuzzTest {
    /** More rounds, for a long look: {@code mvn verify -Pfuzz}; see {@code CONTRIBUTING.md}. */
    private static final int ROUNDS = Integer.getInteger("plumbline.fuzz.rounds", 1);

    private static final long SEED = Long.getLong("plumbline.fuzz.seed", 7);

    private static final long NOW = 1_763_750_000_000L;
    private static final byte[] RECORD = Decoding.utf8(
            "{\"model\":\"ctr\u00e9\ud83d\udea2\",\"version\":\"7\",\"id\":\"a\\u0031\",\"time\":1763750000123,\"y_pred\":[0.0734,1e-3],"
                    + "\"y_true\":[1,false],\"sample_weight\":1.0,\"slices\":{\"country\":\"CN\",\"n\":[NaN,-Infinity,null,true]}}");

    private final PredictionDecoder veteran = Decoding.defaults().decoder();

    /** A new decoder costs much more than a verdict, so only one verdict of {@value} is compared; the others must not throw. */
    private static final int COMPARED = 64;

    private int decoded;

    private void decodesTheSameAfterAnything(byte[] value) {
        Rejection verdict = veteran.decode(value, NOW, new Prediction());
        if (decoded++ % COMPARED == 0) {
            assertThat(verdict == null || isReadable(verdict.message()))
                    .as("%s", verdict)
                    .isTrue();
            Rejection fresh = Decoding.defaults().decoder().decode(value, NOW, new Prediction());
            assertThat(verdict).as("seed %d", SEED).isEqualTo(fresh);
        }
    }

    private static boolean isReadable(String message) {
        return message.length() < 1000
                && message.codePoints().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(message);
    }

    @Test
    void takesRandomBytes() {
        Random random = new Random(SEED);
        for (int i = 0; i < 4_000 * ROUNDS; i++) {
            byte[] value = new byte[random.nextInt(40)];
            random.nextBytes(value);
            decodesTheSameAfterAnything(value);
        }
    }

    @Test
    void takesEveryTruncation() {
        for (int length = 0; length < RECORD.length; length++) {
            byte[] value = Arrays.copyOf(RECORD, length);
            decodesTheSameAfterAnything(value);
            assertThat(Decoding.defaults().at(NOW).refuse(value).reason())
                    .isEqualTo(length == 0 ? ReasonCode.NO_VALUE : ReasonCode.NOT_JSON);
        }
        decodesTheSameAfterAnything(RECORD);
    }

    @Test
    void takesAllKindsOfBytesAtEveryPlace() {
        for (int at = 0; at < RECORD.length; at++) {
            for (int b = 0; b < 256; b += 3) {
                byte[] value = RECORD.clone();
                value[at] = (byte) b;
                decodesTheSameAfterAnything(value);
            }
        }
    }

    @Test
    void takesManyDamages() {
        Random random = new Random(SEED + 1);
        for (int i = 0; i < 4_000 * ROUNDS; i++) {
            byte[] value = RECORD.clone();
            for (int n = random.nextInt(6); n >= 0; n--) {
                value[random.nextInt(value.length)] = RECORD[random.nextInt(RECORD.length)];
            }
            decodesTheSameAfterAnything(value);
        }
    }

    @Test
    void takesAbsurdNesting() {
        byte[] arrays = "[".repeat(1 << 19).getBytes(StandardCharsets.UTF_8);
        byte[] objects = Decoding.utf8("{\"y_true\":".repeat(1 << 16));
        byte[] mapped = Decoding.utf8("{\"y_true\":" + "[".repeat(1 << 19));

        for (byte[] value : new byte[][] {objects, mapped}) {
            assertThat(Decoding.defaults().refuse(value).reason()).isEqualTo(ReasonCode.TOO_LARGE);
            decodesTheSameAfterAnything(value);
        }
        assertThat(Decoding.defaults().refuse(arrays).reason()).isEqualTo(ReasonCode.TOO_LARGE);
    }

    /** Each is refused for its reason, whole, and then damaged at random gets some verdict or other. */
    @ParameterizedTest
    @MethodSource("hostileValues")
    void takesHostileValuesAndTheirDamages(String kind, ReasonCode reason, byte[] value) {
        assertThat(Decoding.defaults().at(NOW).refuse(value).reason()).as(kind).isEqualTo(reason);
        Random random = new Random(SEED + kind.hashCode());
        for (int i = 0; i < 20 * ROUNDS; i++) {
            byte[] damaged = value.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            decodesTheSameAfterAnything(damaged);
        }
    }

    static Stream<Arguments> hostileValues() {
        String json = "{\"model\":\"m\",\"y_true\":1,\"y_pred\":0.5}";
        return Stream.of(
                hostile("UTF-16 with a mark", ReasonCode.NOT_JSON, json.getBytes(StandardCharsets.UTF_16)),
                hostile("UTF-16, little", ReasonCode.NOT_JSON, json.getBytes(StandardCharsets.UTF_16LE)),
                hostile("UTF-32", ReasonCode.NOT_JSON, json.getBytes(Charset.forName("UTF-32"))),
                hostile("UTF-32, little", ReasonCode.NOT_JSON, json.getBytes(Charset.forName("UTF-32LE"))),
                hostile("Latin-1", ReasonCode.NOT_JSON, named("\u00e9").getBytes(StandardCharsets.ISO_8859_1)),
                hostile("overlong slash", ReasonCode.NOT_JSON, spliced(0xc0, 0xaf)),
                hostile("overlong slash in three", ReasonCode.NOT_JSON, spliced(0xe0, 0x80, 0xaf)),
                hostile("overlong slash in four", ReasonCode.NOT_JSON, spliced(0xf0, 0x80, 0x80, 0xaf)),
                hostile("beyond Unicode", ReasonCode.NOT_JSON, spliced(0xf4, 0x90, 0x80, 0x80)),
                hostile("surrogates in UTF-8", ReasonCode.NOT_JSON, spliced(0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80)),
                hostile("a lone continuation", ReasonCode.NOT_JSON, spliced(0x80)),
                hostile("a byte that UTF-8 never has", ReasonCode.NOT_JSON, spliced(0xff)),
                hostile(
                        "half of a mark",
                        ReasonCode.NOT_JSON,
                        ("\u00ef\u00bb" + json).getBytes(StandardCharsets.ISO_8859_1)),
                hostile("two marks", ReasonCode.NOT_JSON, Decoding.utf8("\ufeff\ufeff" + json)),
                hostile("a mark alone", ReasonCode.NOT_JSON, Decoding.utf8("\ufeff")),
                hostile("a lone surrogate", ReasonCode.WRONG_TYPE, Decoding.utf8(named("\\udc00"))),
                hostile("surrogates in the wrong order", ReasonCode.WRONG_TYPE, Decoding.utf8(named("\\udc00\\ud800"))),
                hostile("a huge string", ReasonCode.WRONG_TYPE, Decoding.utf8(named("x".repeat(1 << 19)))),
                hostile("a huge name", ReasonCode.TOO_LARGE, Decoding.utf8("{\"" + "n".repeat(1 << 19) + "\":1}")),
                hostile("many digits", ReasonCode.TOO_LARGE, Decoding.utf8(predicted("9".repeat(1 << 19)))),
                hostile(
                        "many digits unread",
                        ReasonCode.TOO_LARGE,
                        Decoding.utf8(json.replace("{", "{\"x\":" + "9".repeat(1 << 19) + ","))),
                hostile("a huge exponent", ReasonCode.PREDICTION_NOT_FINITE, Decoding.utf8(predicted("1e2147483648"))),
                hostile("a huge logit", ReasonCode.PREDICTION_OUT_OF_RANGE, Decoding.utf8(predicted("-1e38"))),
                hostile(
                        "a gigantic array",
                        ReasonCode.TOO_LARGE,
                        Decoding.utf8(predicted("[" + "1,".repeat(1 << 18) + "1]"))),
                hostile(
                        "a gigantic array of arrays",
                        ReasonCode.SHAPE_MISMATCH,
                        Decoding.utf8(predicted("[" + "[],".repeat(1 << 17) + "[]]"))),
                hostile(
                        "an array that never ends",
                        ReasonCode.TOO_LARGE,
                        Decoding.utf8(json.replace("0.5}", "[" + "1,".repeat(1 << 18)))),
                hostile(
                        "an unread array that never ends",
                        ReasonCode.NOT_JSON,
                        Decoding.utf8("{\"x\":[" + "1,".repeat(1 << 18))),
                hostile(
                        "a field twice",
                        ReasonCode.DUPLICATE_FIELD,
                        Decoding.utf8(json.replace("{", "{\"y_pred\":1,"))),
                hostile(
                        "a field a thousand times",
                        ReasonCode.DUPLICATE_FIELD,
                        Decoding.utf8("{" + "\"model\":\"m\",".repeat(1_000) + json.substring(1))),
                hostile(
                        "a field twice, once escaped",
                        ReasonCode.DUPLICATE_FIELD,
                        Decoding.utf8(json.replace("{", "{\"mod\\u0065l\":1,"))));
    }

    private static Arguments hostile(String kind, ReasonCode reason, byte[] value) {
        return Arguments.of(kind, reason, value);
    }

    private static String named(String model) {
        return "{\"model\":\"" + model + "\",\"y_true\":1,\"y_pred\":0.5}";
    }

    private static String predicted(String prediction) {
        return "{\"model\":\"m\",\"y_true\":1,\"y_pred\":" + prediction + "}";
    }

    /** A record with these bytes in the name of its model. */
    private static byte[] spliced(int... bytes) {
        StringBuilder latin = new StringBuilder();
        for (int b : bytes) {
            latin.append((char) b);
        }
        return named("a" + latin + "b").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void passesOverAByteOrderMark() {
        assertThat(Decoding.defaults().at(NOW).accept("\ufeff" + named("m")).model())
                .isEqualTo("m");
    }

    @Test
    void survivesNamesThatNeverRepeat() {
        Random random = new Random(SEED + 2);
        // More than the parser's renewal interval, so that its bound on kept names is passed at least once.
        for (int bytes = 0; bytes < 10 << 20; ) {
            StringBuilder record = new StringBuilder("{");
            for (int i = 0; i < 200; i++) {
                record.append('"').append(Long.toHexString(random.nextLong())).append("\":0,");
            }
            byte[] value = Decoding.utf8(record + "\"model\":\"m\",\"y_true\":1,\"y_pred\":0.5}");
            assertThat(veteran.decode(value, NOW, new Prediction())).isNull();
            bytes += value.length;
        }
    }
}
