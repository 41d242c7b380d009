package dev.plumbline.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published bytes: golden encodings of every version, and the refusal of everything else. */
class EncodingTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern SENTENCE = Pattern.compile("(ExactSum|BinaryCrossentropyAccumulator) (has|ends) .*");

    /** Version 1. These bytes are in checkpoints and on topics: they never change, a new layout gets a new version. */
    @ParameterizedTest(name = "{0} + {1} is {2}")
    @CsvSource({
        "0, 0, 0100",
        "NaN, 1, 0105",
        "Infinity, 1, 0103",
        "-Infinity, 1, 0104",
        // 1 is 2^1074 units: bit 2 of byte 134 = 0x86.
        "1, 0, 01 01 0086 0001 04",
        "-0.5, 0, 01 02 0086 0001 02",
        "4.9e-324, 0, 01 01 0000 0001 01",
        "1.7976931348623157e308, 0, 01 01 00ff 0008 03ffffffffffffe0",
        "1.7976931348623157e308, 1.7976931348623157e308, 01 01 00ff 0008 07ffffffffffffc0",
        "0.1, 0.2, 01 01 007f 0008 0133333333333338",
        "-0.1, -0.2, 01 02 007f 0008 0133333333333338",
        "1e100, 1, 01 01 0086 002a 4926b496530df40000000000000000000000000000000000000000000000000000000000000000000004",
    })
    void goldenSumsOfVersion1(double first, double second, String hex) {
        byte[] golden = HEX.parseHex(hex.replace(" ", ""));
        ExactSum sum = ExactSums.of(first, second);
        assertThat(ExactSums.encode(sum)).isEqualTo(golden);
        assertThat(ExactSums.decode(golden)).isEqualTo(sum);
    }

    /** Version 1: each bit of the configuration, and the two sums behind it. */
    @ParameterizedTest(name = "{0} {1} floatx={2} logits={3} smoothing={4}")
    @CsvSource({
        "keras3, float32, float32, false, 0,   01 00",
        "tf2.3,  float32, float32, false, 0,   01 01",
        "keras3, float64, float32, false, 0,   01 02",
        "keras3, float32, float64, false, 0,   01 04",
        "keras3, float32, float32, true,  0,   01 08",
        "keras3, float32, float32, false, 0.1, 01 10 3fb999999999999a",
        "tf2.3,  float64, float64, true,  0.1, 01 1f 3fb999999999999a",
    })
    void goldenAccumulatorsOfVersion1(
            String variant, String dtype, String floatx, boolean fromLogits, double labelSmoothing, String configHex) {
        BinaryCrossentropyConfig config = BinaryCrossentropyConfig.defaults()
                .withVariant(Variant.of(variant))
                .withDtype(DType.of(dtype))
                .withFloatx(DType.of(floatx))
                .withFromLogits(fromLogits)
                .withLabelSmoothing(labelSmoothing);
        double ln2 = 0.6931471805599453;
        BinaryCrossentropyAccumulator accumulator =
                new BinaryCrossentropyAccumulator(config, ExactSums.of(ln2), ExactSums.of(2e7));
        byte[] golden =
                HEX.parseHex((configHex + "0101007f000802c5c85fdf473de0" + "01010087000304c4b4").replace(" ", ""));
        assertThat(Accumulators.encode(accumulator)).isEqualTo(golden);
        assertThat(Accumulators.decode(golden)).isEqualTo(accumulator);
        assertThat(Accumulators.decode(golden).config()).isEqualTo(config);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "00                   | encoding version 0;",
                "02 00                | encoding version 2; this library reads version 1",
                "01 06                | kind 6; version 1 knows 0 to 5",
                "01 ff                | kind 255",
                "01 01 0086 0000      | 0 magnitude bytes from byte 134 on",
                "01 01 0117 0002 0101 | 2 magnitude bytes from byte 279 on; there must be at least 1 and they must end by byte 280",
                "01 01 ffff ffff 0101 | 65535 magnitude bytes from byte 65535 on",
                "01 01 0086 0001 00   | a zero at an end",
                "01 01 0086 0002 0001 | a zero at an end",
                "01 02 0086 0002 0100 | a zero at an end",
                "01 02 0086 0003 0101 | ends before all bytes",
                "01 01 0086           | ends before all bytes",
                "01                   | ends before all bytes",
            })
    void invalidSumsAreRefusedWithASentence(String hex, String message) {
        byte[] bytes = HEX.parseHex(hex.replace(" ", ""));
        assertThatThrownBy(() -> ExactSum.decode(input(bytes)))
                .isInstanceOf(EncodingException.class)
                .hasMessageStartingWith("ExactSum ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "00                          | BinaryCrossentropyAccumulator has encoding version 0;",
                "02 00 0100 0100             | version 2; this library reads version 1",
                "01 20 0100 0100             | configuration bits 0x20; version 1 knows those of 0x1f",
                "01 80 0100 0100             | configuration bits 0x80",
                "01 10 0000000000000000 0100 | label smoothing 0.0; only what is finite and not 0",
                "01 10 8000000000000000 0100 | label smoothing -0.0",
                "01 10 7ff8000000000000 0100 | label smoothing NaN",
                "01 10 7ff0000000000000 0100 | label smoothing Infinity",
                "01 10 3fb99999              | ends before all bytes",
                "01                          | ends before all bytes",
                "01 00 0100                  | ExactSum ends before all bytes",
                "01 00 0100 0200             | ExactSum has encoding version 2",
            })
    void invalidAccumulatorsAreRefusedWithASentence(String hex, String message) {
        byte[] bytes = HEX.parseHex(hex.replace(" ", ""));
        assertThatThrownBy(() -> BinaryCrossentropyAccumulator.decode(input(bytes)))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining(message);
    }

    @Test
    void everySingleDamageIsRefusedOrGivesAnotherCanonicalEncoding() {
        BinaryCrossentropyConfig config =
                BinaryCrossentropyConfig.defaults().withVariant(Variant.TF2_3).withLabelSmoothing(0.1);
        BinaryCrossentropyAccumulator accumulator =
                new BinaryCrossentropyAccumulator(config, ExactSums.of(-1e10, 1e-7), ExactSums.of(1e300, 3));
        byte[] bytes = Accumulators.encode(accumulator);
        for (int i = 0; i < bytes.length; i++) {
            for (int value = 0; value < 256; value++) {
                byte[] damaged = bytes.clone();
                damaged[i] = (byte) value;
                isRefusedOrCanonical(damaged);
            }
            assertThat(isRefusedOrCanonical(Arrays.copyOf(bytes, i)))
                    .as("cut after " + i)
                    .isTrue();
        }
    }

    @Test
    void randomBytesAreRefusedOrCanonical() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (int j = 0; j < Math.min(bytes.length, 6); j++) {
                // Small numbers at the front come further.
                bytes[j] &= 3;
            }
            isRefusedOrCanonical(bytes);
        }
    }

    /** True if refused; false if it decoded, and then it must encode to the very bytes that were read. */
    private static boolean isRefusedOrCanonical(byte[] bytes) {
        BinaryCrossentropyAccumulator decoded;
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        try {
            decoded = BinaryCrossentropyAccumulator.decode(new DataInputStream(in));
        } catch (EncodingException e) {
            assertThat(e.getMessage()).matches(SENTENCE);
            return true;
        } catch (IOException e) {
            throw new AssertionError("another exception than promised", e);
        }
        int read = bytes.length - in.available();
        assertThat(Accumulators.encode(decoded)).isEqualTo(Arrays.copyOf(bytes, read));
        return false;
    }

    @Test
    void decodingReadsNothingBeyondTheEncoding() throws IOException {
        byte[] two = HEX.parseHex("01010086000104" + "0100" + "ee");
        DataInputStream in = input(two);
        assertThat(ExactSum.decode(in)).isEqualTo(ExactSums.of(1));
        assertThat(ExactSum.decode(in)).isEqualTo(new ExactSum());
        assertThat(in.readUnsignedByte()).isEqualTo(0xee);
    }

    @Test
    void ordinaryStatesTakeAFewBytes() {
        BinaryCrossentropyAccumulator accumulator =
                new BinaryCrossentropyAccumulator(BinaryCrossentropyConfig.defaults());
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            double p = random.nextDouble();
            accumulator.update(random.nextDouble() < p ? 1 : 0, p, 1);
        }
        // Losses between 1e-7 and 16 have bits from 2^-76 to 2^3; 1e5 of them add 17 bits: 97 bits are 13 bytes,
        // perhaps 14,
        // behind 6. The count has 17 bits: 3 bytes behind 6. Version and configuration are 2.
        assertThat(Accumulators.encode(accumulator).length).isLessThanOrEqualTo(2 + 20 + 9);
    }

    @Test
    void equalSumsHaveEqualBytesHoweverTheyCameAbout() {
        ExactSum direct = ExactSums.of(3);
        ExactSum wide = ExactSums.of(1e308, 3, 1e-308, -1e308, -1e-308);
        ExactSum negativeFirst = ExactSums.of(-0x1p40, 3, 0x1p40);
        for (ExactSum other : List.of(wide, negativeFirst, ExactSums.of(1.5, 1.5))) {
            assertThat(ExactSums.encode(other)).isEqualTo(ExactSums.encode(direct));
        }
    }

    private static DataInputStream input(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
