package dev.plumbline.job.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.LabelStatus;
import dev.plumbline.serde.Prediction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What becomes of labels, summed beside the metric. */
class LabelSumsTest {
    private static final List<LabelStatus> STATUSES = List.of(LabelStatus.values());

    private final WindowAggregate aggregate = new WindowAggregate(BinaryCrossentropyConfig.defaults(), null, true);

    @Test
    void aPredictionIsCountedWhenItsLabelIsKnown() {
        WindowAccumulator sum = aggregate.createAccumulator();
        for (int i = 0; i < 5; i++) {
            aggregate.add(prediction(LabelStatus.AWAITED, 0), sum);
        }
        assertThat(sum.records()).isZero();
        aggregate.add(prediction(LabelStatus.LABELLED, 1_000), sum);
        aggregate.add(prediction(LabelStatus.LABELLED, -500), sum);
        aggregate.add(prediction(LabelStatus.NEGATIVE, 0), sum);
        aggregate.add(prediction(LabelStatus.UNLABELLED, 0), sum);
        aggregate.add(prediction(LabelStatus.CONFLICTED, 0), sum);

        assertThat(sum.records()).isEqualTo(3);
        assertThat(sum.loss().result().weightCount()).isEqualTo(3);
        LabelSums labels = sum.labels();
        assertThat(labels).hasToString("5 predicted, 2 labelled, 1 negative, 1 unlabelled, 1 conflicted");
        assertThat(labels.meanAge()).isEqualTo(250);
        assertThat(labels.maxAge()).isEqualTo(1_000);
    }

    @Test
    void withoutLabelsThereIsNoAge() {
        LabelSums labels = aggregate.createAccumulator().labels();

        assertThat(labels.meanAge()).isNaN();
        assertThat(labels.maxAge()).isZero();
    }

    @Test
    void labelsThatCameFirstHaveAnAgeBelowZero() {
        LabelSums labels = new LabelSums();
        labels.add(prediction(LabelStatus.LABELLED, -7));

        assertThat(labels.meanAge()).isEqualTo(-7);
        assertThat(labels.maxAge()).isEqualTo(-7);
    }

    @Test
    void anySplitGivesTheSameSumAndTheSameBytes() throws IOException {
        Random random = new Random(11);
        WindowAccumulator whole = aggregate.createAccumulator();
        WindowAccumulator merged = aggregate.createAccumulator();
        WindowAccumulator shard = aggregate.createAccumulator();
        for (int i = 0; i < 1_000; i++) {
            LabelStatus status = STATUSES.get(random.nextInt(STATUSES.size()));
            Prediction prediction =
                    prediction(status, status == LabelStatus.LABELLED ? random.nextInt(100_000) - 1_000 : 0);
            aggregate.add(prediction, whole);
            aggregate.add(prediction, shard);
            if (random.nextInt(50) == 0) {
                aggregate.merge(merged, shard);
                shard.clear();
            }
        }
        aggregate.merge(merged, shard.copy());

        assertThat(merged).isEqualTo(whole);
        assertThat(bytes(merged)).isEqualTo(bytes(whole));
        assertThat(WindowAccumulator.decode(new DataInputStream(new ByteArrayInputStream(bytes(whole)))))
                .isEqualTo(whole);
    }

    @Test
    void theBytesAreThoseOfVersion1() throws IOException {
        LabelSums labels = new LabelSums();
        labels.add(prediction(LabelStatus.AWAITED, 0));
        labels.add(prediction(LabelStatus.LABELLED, 2));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        labels.encode(new DataOutputStream(out));

        String zero = "0".repeat(16);
        String one = "0".repeat(15) + "1";
        String two = "0".repeat(15) + "2";
        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .startsWith(one + one + zero + zero + zero + two)
                .hasSize(2 * 48 + 2 * 7);
    }

    @Test
    void sumsOfOtherConfigurationsAndDamageAreRefused() {
        WindowAccumulator sum = aggregate.createAccumulator();
        WindowAccumulator other = new WindowAccumulator(BinaryCrossentropyConfig.defaults(), null);
        assertThatThrownBy(() -> sum.merge(other)).hasMessageContaining("labels that come late");
        assertThatThrownBy(() -> other.merge(sum)).hasMessageContaining("labels that come late");

        byte[] negative = HexFormat.of().parseHex("ff" + "00".repeat(60));
        assertThatThrownBy(() -> LabelSums.decode(new DataInputStream(new ByteArrayInputStream(negative))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the bytes are damaged");
    }

    private static Prediction prediction(LabelStatus status, long age) {
        Prediction prediction = new Prediction();
        prediction.setOrigin("ctr", "7", 5);
        prediction.setScalar(1, 0.5, 1);
        prediction.setLabel(status, age);
        return prediction;
    }

    private static byte[] bytes(WindowAccumulator accumulator) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        accumulator.encode(new DataOutputStream(out));
        return out.toByteArray();
    }
}
