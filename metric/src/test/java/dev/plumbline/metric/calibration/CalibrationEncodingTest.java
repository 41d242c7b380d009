package dev.plumbline.metric.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.metric.DType;
import dev.plumbline.metric.EncodingException;
import dev.plumbline.metric.Variant;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The published bytes: golden encodings of every version, and the refusal of everything else. */
class CalibrationEncodingTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern SENTENCE = Pattern.compile(
            "(CalibrationAccumulator|Counts|LossSum|LossSquares|WeightSquares|BrierSum|MeanSums|SpiegelhalterSums|BinSums"
                    + "|ScoreHistogram|ExactSum) (has|ends) .*");

    private static final CalibrationConfig CONFIG = CalibrationConfig.defaults().withBins(4);

    /**
     * Version 1, each metric alone, over (1, 0.5), (0, 0.25) of weight 1 and (1, 0.75) of weight 0.5. These bytes are in
     * checkpoints and on topics: they never change, a new layout gets a new version.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "log_loss, 01, 01000101007f0008047fa9917c3bd390",
        "log_loss_interval, 02, 01000101007f0008047fa9917c3bd390010001010078000f0255eafdb9258a171dbc020b46e6400102007f000749a58844d36e48010001020086000101",
        "brier, 04, 01000101008500020160",
        "calibration_ratio, 08, 0100010100850002048001010086000106",
        "normalized_entropy, 10, 01000101007f0008047fa9917c3bd3900100010100850002048001010086000106",
        "effective_sample_size, 20, 010001020086000101",
        "spiegelhalter, 40, 0100010200850001c00101008500013c",
        "calibration_error, 8001, 010301020301010100860001010002030301010086000102000242420101008500020180",
        "reliability_bins, 8002, 010301020301010100860001010002030301010086000102000242420101008500020180",
        "equal_mass_bins, 8004, 0100033fd000000000000001033fe000000000000003013fe80000000000004201",
        "roc_auc, 8008, 0100033fd000000000000001033fe000000000000003013fe80000000000004201",
        "average_precision, 8010, 0100033fd000000000000001033fe000000000000003013fe80000000000004201",
        "pr_auc_trapezoid, 8020, 0100033fd000000000000001033fe000000000000003013fe80000000000004201",
    })
    void goldenStatesOfVersion1(String key, String metric, String state) {
        // Version, loss, metric, 4 bins, 256 exact scores, 6 cell bits; version, 3 rows, 3 with a weight, which is 2.5.
        String hex = "01 00" + metric + "04 8002 06" + "01 06 06 c202" + state;
        byte[] golden = HEX.parseHex(hex.replace(" ", ""));
        CalibrationConfig config = CONFIG.withMetrics(Set.of(CalibrationMetric.of(key)));
        CalibrationAccumulator accumulator = threeRows(config);
        assertThat(HEX.formatHex(Packs.encode(accumulator))).isEqualTo(HEX.formatHex(golden));
        assertThat(Packs.decode(golden)).isEqualTo(accumulator);
        assertThat(Packs.decode(golden).config()).isEqualTo(config);
        assertThat(Packs.decode(golden).result()).isEqualTo(accumulator.result());
    }

    private static CalibrationAccumulator threeRows(CalibrationConfig config) {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(config);
        accumulator.add(1, 0.5, 1);
        accumulator.add(0, 0.25, 1);
        accumulator.add(1, 0.75, 0.5);
        return accumulator;
    }

    /** The same three rows in cells; one half is the cell 2497 of 4995. */
    @Test
    void goldenCellsOfVersion1() {
        CalibrationConfig config =
                CONFIG.withMetrics(Set.of(CalibrationMetric.ROC_AUC)).withExactScores(0);
        String hex = "01 00 8008 04 00 06" + "01 06 06 c202" + "01 01 03 8113 8114 01 03 3f 03 01 3f 42 01";
        assertThat(HEX.formatHex(Packs.encode(threeRows(config)))).isEqualTo(hex.replace(" ", ""));
        assertThat(Packs.decode(HEX.parseHex(hex.replace(" ", "")))).isEqualTo(threeRows(config));
    }

    /** Each bit of the loss, the metrics, and the sizes; behind them the empty counts and the empty sum. */
    @ParameterizedTest(name = "{0} {1} floatx={2} logits={3} smoothing={4}")
    @CsvSource({
        "keras3, float32, float32, false, 0,   00",
        "tf2.3,  float32, float32, false, 0,   01",
        "keras3, float64, float32, false, 0,   02",
        "keras3, float32, float64, false, 0,   04",
        "keras3, float32, float32, true,  0,   08",
        "tf2.3,  float64, float64, true,  0.1, 1f 3fb999999999999a",
    })
    void goldenConfigurationsOfVersion1(
            String variant, String dtype, String floatx, boolean fromLogits, double labelSmoothing, String lossHex) {
        CalibrationConfig config = CONFIG.withLoss(CONFIG.loss()
                        .withVariant(Variant.of(variant))
                        .withFloatx(DType.of(floatx))
                        .withDtype(DType.of(dtype))
                        .withFromLogits(fromLogits)
                        .withLabelSmoothing(labelSmoothing))
                .withMetrics(Set.of(CalibrationMetric.LOG_LOSS, CalibrationMetric.BRIER))
                .withBins(1000)
                .withExactScores(65536)
                .withCellBits(10);
        String hex = "01" + lossHex + "05 e807 808004 0a" + "01 00 00 01" + "01 00 0100" + "01 00 0100";
        byte[] golden = HEX.parseHex(hex.replace(" ", ""));
        assertThat(Packs.encode(new CalibrationAccumulator(config))).isEqualTo(golden);
        assertThat(Packs.decode(golden).config()).isEqualTo(config);
    }

    /** The example of docs/FORMATS.md. */
    @Test
    void theEmptyStateOfTheDefaultConfiguration() {
        CalibrationConfig config = CalibrationConfig.defaults().withMetrics(Set.of(CalibrationMetric.BRIER));
        assertThat(HEX.formatHex(Packs.encode(new CalibrationAccumulator(config))))
                .isEqualTo("01 00 04 14 8002 06 01 00 00 01 01 00 0100".replace(" ", ""));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(CalibrationMetric.class)
    void statesSurviveTheirEncoding(CalibrationMetric metric) {
        for (int exactScores : new int[] {0, 1000}) {
            CalibrationConfig config = CONFIG.withMetrics(Set.of(metric)).withExactScores(exactScores);
            CalibrationAccumulator accumulator = Packs.of(config, Packs.rows(6, 500));
            CalibrationAccumulator decoded = Packs.decode(Packs.encode(accumulator));
            assertThat(decoded).isEqualTo(accumulator);
            assertThat(decoded.result()).isEqualTo(accumulator.result());
        }
    }

    /** With one metric each: what stands behind the configuration {@code 01 00 mm 04 00 06}. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "00                                  | CalibrationAccumulator has encoding version 0; this library reads version 1",
                "01                                  | CalibrationAccumulator ends before all bytes",
                "01 20                               | the configuration bits 0x20; version 1 knows those of 0x1f",
                "01 10 0000000000000000              | label smoothing 0.0; only what is finite and not 0",
                "01 10 7ff0000000000000              | label smoothing Infinity",
                "01 00 8040                          | metrics 0x2000 that this library does not know",
                "01 00 00 04 00 06                   | no calibration metric is chosen",
                "01 00 01 00 00 06                   | bins is 0; use 1 to 1000",
                "01 00 01 e907 00 06                 | the number 1001 where 1000 is the largest",
                "01 00 01 04 818004 06               | the number 65537 where 65536 is the largest",
                "01 00 01 04 00 0b                   | the number 11 where 10 is the largest",
                "01 00 01 8400 00 06                 | ends in a zero group",
                "01 00 ffffffffffffffff              | more than 8 groups",
                "01 13 3fb999999999999a 01 04 00 06 | a configuration that cannot be",
                "01 1f 3fb9                          | CalibrationAccumulator ends before",
                "01 00 01 04 00 06 02                | Counts has encoding version 2",
                "01 00 01 04 00 06 01 83808080808080 40 | Counts has the count",
                "01 00 01 04 00 06 01 00 00 00 0105  | Counts has a sum that is NaN",
                "01 00 01 04 00 06 01 00 00 00 0100  | a sum of weights, 0.0, that has to be written as a number",
                "01 00 01 04 00 06 01 00 00 00 01010086000104 | a sum of weights, 1.0, that has to be",
                "01 00 01 04 00 06 01 00 00 02 | Counts has the number 2, which stands for no sum of weights",
                "01 00 01 04 00 06 01 00 00 8401 | Counts has the number 132, which stands for no sum of weights",
                "01 00 01 04 00 06 01 00 00 01 02    | LossSum has encoding version 2",
                "01 00 01 04 00 06 01 00 00 01 01 00 0105 | LossSum has a sum that is NaN",
                "01 00 01 04 00 06 01 00 00 01 01 00 | ExactSum ends before",
                "01 00 8002 04 00 06 01 00 00 01 01 05 | BinSums has the number 5 where 4 is the largest",
                "01 00 8002 04 00 06 01 00 00 01 01 01 04 | BinSums has a bin 4 of 4",
                "01 00 8002 04 00 06 01 00 00 01 01 01 00 00 01 01 0100 | BinSums has the empty bin 0",
                "01 00 8008 04 00 06 01 00 00 01 01 02 | ScoreHistogram has the form 2",
                "01 00 8008 04 00 06 01 00 00 01 01 00 01 | the number 1 where 0 is the largest",
                "01 00 8008 04 02 06 01 00 00 01 01 00 01 bff0000000000000 | the score -1.0; scores are in [0, 1]",
                "01 00 8008 04 02 06 01 00 00 01 01 00 01 8000000000000000 | the score -0.0;",
                "01 00 8008 04 02 06 01 00 00 01 01 00 01 7ff8000000000000 | the score NaN;",
                "01 00 8008 04 02 06 01 00 00 01 01 00 02 3fe0000000000000 03 01 3fe0000000000000 | in ascending order",
                "01 00 8008 04 02 06 01 00 00 01 01 00 01 3fe0000000000000 01 01 | a score without a weight",
                "01 00 8008 04 00 06 01 00 00 01 01 01 00 | ScoreHistogram has no cell",
                "01 00 8008 04 00 06 01 00 00 01 01 01 01 8327 | ScoreHistogram has the number 4995 where 4994 is the largest",
                "01 00 8008 04 00 06 01 00 00 01 01 01 01 05 04 | ScoreHistogram has a cell 5, but the highest of 1 cells is 4",
                "01 00 8008 04 00 06 01 00 00 01 01 01 01 04 05 | ScoreHistogram has a cell 4, but the highest of 1 cells is 5",
                "01 00 8008 04 00 06 01 00 00 01 01 01 01 00 00 01 01 | ScoreHistogram has the empty cell 0",
            })
    void invalidBytesAreRefusedWithASentence(String hex, String message) {
        byte[] bytes = HEX.parseHex(hex.replace(" ", ""));
        assertThatThrownBy(() -> CalibrationAccumulator.decode(input(bytes)))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining(message)
                .message()
                .matches(SENTENCE);
    }

    @Test
    void everySingleDamageIsRefusedOrGivesAnotherCanonicalEncoding() {
        for (int exactScores : new int[] {0, 20}) {
            byte[] bytes = Packs.encode(Packs.of(CONFIG.withExactScores(exactScores), Packs.rows(4, 3)));
            for (int i = 0; i < bytes.length; i++) {
                for (int value = 0; value < 256; value++) {
                    byte[] damaged = bytes.clone();
                    damaged[i] = (byte) value;
                    // Reading takes a hundred times as long as decoding: every fifth is enough.
                    isRefusedOrCanonical(damaged, value % 5 == 0);
                }
                assertThat(isRefusedOrCanonical(Arrays.copyOf(bytes, i), true))
                        .as("cut after " + i)
                        .isTrue();
            }
        }
    }

    @Test
    void randomBytesAreRefusedOrCanonical() {
        Random random = new Random(11);
        byte[] start = HEX.parseHex("0100ff3f040306");
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[start.length + random.nextInt(60)];
            random.nextBytes(bytes);
            if (i % 2 == 0) {
                System.arraycopy(start, 0, bytes, 0, start.length);
            }
            isRefusedOrCanonical(bytes, true);
        }
    }

    /** Whether it is refused; if not, encoding gives back what was read. */
    private static boolean isRefusedOrCanonical(byte[] bytes, boolean thenRead) {
        CalibrationAccumulator decoded;
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        try {
            decoded = CalibrationAccumulator.decode(new DataInputStream(in));
        } catch (EncodingException e) {
            assertThat(e.getMessage()).matches(SENTENCE);
            return true;
        } catch (IOException e) {
            throw new AssertionError("another exception than promised", e);
        }
        int read = bytes.length - in.available();
        assertThat(Packs.encode(decoded)).isEqualTo(Arrays.copyOf(bytes, read));
        // No state that can be read stops the reading of its values.
        if (thenRead) {
            decoded.result();
        }
        return false;
    }

    @Test
    void decodingReadsNothingBeyondTheEncoding() throws IOException {
        byte[] one = Packs.encode(threeRows(CONFIG));
        byte[] two = Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, two, one.length, one.length);
        DataInputStream in = input(two);
        for (int i = 0; i < 2; i++) {
            assertThat(CalibrationAccumulator.decode(in)).isEqualTo(threeRows(CONFIG));
        }
        assertThat(in.available()).isZero();
    }

    @Test
    void equalStatesHaveEqualBytesHoweverTheyCameAbout() {
        CalibrationConfig config = CONFIG.withMetrics(Set.of(CalibrationMetric.CALIBRATION_RATIO));
        CalibrationAccumulator accumulator = new CalibrationAccumulator(config);
        accumulator.add(1, 0.5, 0.5);
        accumulator.add(1, 0.5, 1.5);
        CalibrationAccumulator ones = new CalibrationAccumulator(config);
        ones.add(1, 0.5, 1);
        ones.add(1, 0.5, 1);
        assertThat(Packs.encode(accumulator)).isEqualTo(Packs.encode(ones));
        assertThat(accumulator).isEqualTo(ones).hasSameHashCodeAs(ones);
    }

    /** For docs/METRICS.md and docs/FORMATS.md: 100,000 rows of a click model. */
    @Test
    void statesOfTheDefaultPackTakeAFewKilobytes() {
        List<CalibrationStream.Row> rows = ScorePopulation.clicks(100_000);
        CalibrationConfig config = CalibrationConfig.defaults();
        int loss = Packs.encode(Packs.of(config.withMetrics(Set.of(CalibrationMetric.LOG_LOSS)), rows)).length;
        int whole = Packs.encode(Packs.of(config, rows)).length;
        System.out.printf("encoded: log loss %d bytes, default pack %d bytes%n", loss, whole);
        assertThat(loss).isLessThanOrEqualTo(50);
        assertThat(whole).isLessThanOrEqualTo(3000);
    }

    private static DataInputStream input(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
