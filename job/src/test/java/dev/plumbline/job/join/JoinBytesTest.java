package dev.plumbline.job.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.job.Records;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.label.AbsencePolicy;
import dev.plumbline.job.label.ConflictPolicy;
import dev.plumbline.job.label.JoinKeying;
import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.time.Panes;
import dev.plumbline.job.time.SettledTime;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
import dev.plumbline.serde.Label;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.deadletter.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes that the rules carry without reading them: golden bytes of version 1, and back. */
class JoinBytesTest {
    private static final NdArray PAIR = NdArray.of(DType.FLOAT32, new int[] {1, 2}, new double[] {0.25, 0.5});

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Label label(double value) {
        Label label = new Label();
        label.setScalar(value);
        return label;
    }

    private static byte[] valueOf(Label label) {
        return Memory.bytes(out -> LabelValue.write(label, out));
    }

    private static byte[] factsOf(SourceRecord record, boolean withVersion) {
        return Memory.bytes(out -> PredictionFacts.write(record, withVersion, out));
    }

    private static byte[] rawOf(SourceRecord record) {
        return Memory.bytes(out -> RawRecord.write(record, out));
    }

    private static SourceRecord filled(byte[] facts, byte @Nullable [] label) throws IOException {
        SourceRecord record = new SourceRecord();
        new FactsReader(DType.FLOAT32).fill(facts, label, "ctr", "from the key", 5, record);
        return record;
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "-0.0, 00", "1, 003ff0", "0.5, 003fe0", "0.1, 003fb999999999999a"})
    void aLabelTakesAsManyBytesAsItNeeds(double value, String hex) {
        byte[] bytes = valueOf(label(value));

        assertThat(hex(bytes)).isEqualTo(hex);
        assertThat(LabelValue.isScalar(bytes)).isTrue();
        assertThat(LabelValue.scalar(bytes)).isEqualTo(value + 0.0);
    }

    @Test
    void labelsAreOrderedLikeTheirValues() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            double a = random.nextBoolean() ? random.nextInt(9) / 8.0 : random.nextDouble();
            double b = random.nextBoolean() ? random.nextInt(9) / 8.0 : random.nextDouble();

            assertThat(Integer.signum(Arrays.compareUnsigned(valueOf(label(a)), valueOf(label(b)))))
                    .isEqualTo(Double.compare(a, b));
        }
    }

    @Test
    void arraysOfLabelsComeBack() throws IOException {
        Label label = new Label();
        label.setArray(NdArray.of(DType.FLOAT32, new int[] {1, 2}, new double[] {-0.0, 1}));
        byte[] bytes = valueOf(label);

        assertThat(hex(bytes)).isEqualTo("020102" + "0000000000000000" + "3ff0000000000000");
        assertThat(LabelValue.array(bytes, DType.FLOAT32))
                .isEqualTo(NdArray.of(DType.FLOAT32, new int[] {1, 2}, new double[] {0, 1}));
    }

    @Test
    void aScalarPredictionIsSmallAndComesBackWithItsLabel() throws IOException {
        byte[] facts = factsOf(Records.valid("ctr", 0, 1, 5, 1, 0.5, 1), true);
        SourceRecord back = filled(facts, valueOf(label(1)));

        assertThat(hex(facts)).isEqualTo("0010" + "3fe0000000000000" + "0137");
        assertThat(back.prediction())
                .hasToString("Prediction[model ctr, version 7, time 5, y_true 1.0, y_pred 0.5, sample_weight 1.0]");
        assertThat(back.rejection()).isNull();
        assertThat(back.admitted()).isTrue();
        assertThat(back.overflow()).isZero();
    }

    @Test
    void allElseThatIsCountedByComesBackToo() throws IOException {
        SourceRecord record = Records.sliced("ctr", 1, 5, "CN", null, "");
        record.prediction().setScalar(1, 0.25, 3);
        record.setAdmitted(false);
        record.setOverflow(0x8001);
        byte[] facts = factsOf(record, false);
        SourceRecord back = filled(facts, null);

        assertThat(hex(facts))
                .isEqualTo("002d" + "3fd0000000000000" + "4008000000000000" + "818002" + "03" + "03434e" + "00" + "01");
        assertThat(back.prediction())
                .hasToString(
                        "Prediction[model ctr, version from the key, time 5, y_true 0.0, y_pred 0.25, sample_weight 3.0,"
                                + " slices [CN, null, ]]");
        assertThat(back.admitted()).isFalse();
        assertThat(back.overflow()).isEqualTo(0x8001);
    }

    @Test
    void arraysComeBackWithZerosWhereNoLabelCame() throws IOException {
        SourceRecord record = Records.valid("ctr", 0, 1, 5);
        record.prediction().setArrays(PAIR, PAIR, NdArray.vector(DType.FLOAT32, 2));
        byte[] facts = factsOf(record, false);
        SourceRecord back = filled(facts, null);

        assertThat(hex(facts))
                .isEqualTo("020102" + "02" + "3fd0000000000000" + "3fe0000000000000" + "0101" + "4000000000000000");
        assertThat(back.prediction().yPredArray()).isEqualTo(PAIR);
        assertThat(back.prediction().yTrueArray())
                .isEqualTo(NdArray.of(DType.FLOAT32, new int[] {1, 2}, new double[] {0, 0}));
        assertThat(back.prediction().sampleWeightArray()).isEqualTo(NdArray.vector(DType.FLOAT32, 2));
        Label fits = new Label();
        fits.setArray(PAIR);
        assertThat(ShapeBytes.match(facts, valueOf(fits))).isTrue();
        assertThat(ShapeBytes.match(facts, valueOf(label(1)))).isFalse();
        assertThat(filled(facts, valueOf(fits)).prediction().yTrueArray()).isEqualTo(PAIR);
    }

    @Test
    void oneRowHasNoAxesHoweverItIsWritten() throws IOException {
        NdArray row = NdArray.of(DType.FLOAT32, new int[] {1, 1}, new double[] {0.5});
        SourceRecord record = Records.valid("ctr", 0, 1, 5);
        record.prediction().setArrays(row, row, NdArray.scalar(DType.FLOAT32, 2));
        byte[] facts = factsOf(record, false);

        assertThat(ShapeBytes.match(facts, valueOf(label(1)))).isTrue();
        assertThat(filled(facts, valueOf(label(1))).prediction().yTrueArray())
                .isEqualTo(NdArray.of(DType.FLOAT32, new int[] {1, 1}, new double[] {1}));
    }

    @Test
    void aRecordBecomesTheDeadLetterThatItWouldHaveBecomeAtOnce() throws IOException {
        Rejection reason = new Rejection(ReasonCode.LATE, "", "It is late.");
        SourceRecord full = new SourceRecord();
        full.setPosition("t", -1, 300, Long.MIN_VALUE);
        full.setBytes(
                null,
                new byte[] {7},
                () -> List.of(new Header("h", null), new Header("é", "x".getBytes(StandardCharsets.UTF_8))));
        for (SourceRecord record : List.of(full, Records.valid("ctr", 3, 1, 5))) {
            DeadLetter letter = RawRecord.toDeadLetter(rawOf(record), reason);

            assertThat(letter).isEqualTo(record.toDeadLetter(reason));
        }
        assertThat(hex(rawOf(full)))
                .isEqualTo("0174" + "01" + "ac02" + "ffffffffffffffffff01" + "00" + "0207" + "02" + "016800"
                        + "02c3a90278");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0040" + "3fe0000000000000", // an unknown flag
                "0000" + "3fe0000000000000" + "00", // a byte too many
                "0000" + "3fe00000000000", // one too few
                "03ffffffff07ffffffff07ffffffff0700", // an array that cannot be
                "ffff0300" // more axes than there are
            })
    void damagedFactsAreRefused(String hex) {
        assertThatThrownBy(() -> filled(HexFormat.of().parseHex(hex), null)).isInstanceOf(IOException.class);
    }

    @Test
    void theNameOfALaneComesBack() throws IOException {
        byte[] bytes = new LaneName("ctr", "é7").toBytes();

        assertThat(hex(bytes)).isEqualTo("03637472" + "03c3a937");
        assertThat(LaneName.of(bytes)).isEqualTo(new LaneName("ctr", "é7"));
        assertThatThrownBy(() -> LaneName.of(Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("the name of a lane does not end where it should");
    }

    @Test
    void anOpenEpisodeTakesTwentyFourBytes() {
        JoinPolicy policy =
                new JoinPolicy(JoinKeying.MODEL_AND_ID, 1_000, 0, 0, ConflictPolicy.LAST, AbsencePolicy.IGNORE);
        SourceRecord record = Records.valid("ctr", 0, 1, 1_763_750_000_123L);
        JoinDriver driver = new JoinDriver(policy, new SettledTime(new Panes(10), 0));
        driver.take("k", JoinEvent.prediction(1_763_750_000_123L, Lane.NONE, factsOf(record, true), rawOf(record)));
        driver.watermark(1_763_750_000_129L);

        assertThat(driver.stateBytes("k")).hasSize(24);
    }
}
