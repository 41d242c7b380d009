package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes that nobody meant: whatever they are, there is a verdict, and it does not depend on what was decoded before. */
class FuzzTest {
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
            assertThat(verdict).isEqualTo(fresh);
        }
    }

    private static boolean isReadable(String message) {
        return message.length() < 1000
                && message.codePoints().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(message);
    }

    @Test
    void takesRandomBytes() {
        Random random = new Random(7);
        for (int i = 0; i < 4_000; i++) {
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
        Random random = new Random(11);
        for (int i = 0; i < 4_000; i++) {
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

    @Test
    void takesOtherEncodings() {
        String json = "{\"model\":\"m\",\"y_true\":1,\"y_pred\":0.5}";

        assertThat(Decoding.defaults()
                        .at(NOW)
                        .refuse(json.getBytes(StandardCharsets.UTF_16LE))
                        .reason())
                .isEqualTo(ReasonCode.NOT_JSON);
        assertThat(Decoding.defaults().at(NOW).accept("\ufeff" + json).model()).isEqualTo("m");
    }

    @Test
    void survivesNamesThatNeverRepeat() {
        Random random = new Random(13);
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
