package dev.plumbline.job.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.job.Records;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.serde.Prediction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowAggregateTest {

    private static final BinaryCrossentropyConfig FLOAT64 =
            BinaryCrossentropyConfig.defaults().withDtype(DType.FLOAT64);

    private final WindowAggregate aggregate = new WindowAggregate(FLOAT64);
    private final WindowAggregate calibrated =
            new WindowAggregate(FLOAT64, CalibrationConfig.defaults().withLoss(FLOAT64));

    /** (2 * -ln 0.5 + 6 * -ln(1 - 0.25)) / 8. */
    @Test
    void givesTheWeightedMeanOfItsRecords() {
        WindowAccumulator accumulator = aggregate.createAccumulator();
        aggregate.add(prediction(1, 0.5, 2), accumulator);
        aggregate.add(prediction(0, 0.25, 6), accumulator);

        WindowResult result = aggregate.getResult(accumulator);
        assertThat(result.records()).isEqualTo(2);
        assertThat(result.loss().weightCount()).isEqualTo(8);
        assertThat(result.loss().result()).isEqualTo((2 * -StrictMath.log(0.5) + 6 * -StrictMath.log(0.75)) / 8);
    }

    @Test
    void anEmptyWindowReadsZero() {
        WindowResult result = aggregate.getResult(aggregate.createAccumulator());

        assertThat(result.records()).isZero();
        assertThat(result.loss().result()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anySplitInAnyOrderGivesTheSameAccumulator(boolean pack) {
        WindowAggregate aggregate = pack ? calibrated : this.aggregate;
        Random random = new Random(5);
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            predictions.add(prediction(random.nextInt(2), random.nextDouble(), random.nextDouble()));
        }
        WindowAccumulator whole = aggregate.createAccumulator();
        predictions.forEach(prediction -> aggregate.add(prediction, whole));

        for (int parts = 1; parts <= 50; parts++) {
            Collections.shuffle(predictions, random);
            WindowAccumulator merged = aggregate.createAccumulator();
            for (int part = 0; part < parts; part++) {
                WindowAccumulator shard = aggregate.createAccumulator();
                for (int i = part; i < predictions.size(); i += parts) {
                    aggregate.add(predictions.get(i), shard);
                }
                aggregate.merge(merged, shard);
            }
            assertThat(merged).isEqualTo(whole);
        }
    }

    @Test
    void mergingLeavesTheOtherAsItIs() {
        WindowAccumulator one = aggregate.add(prediction(1, 0.5, 1), aggregate.createAccumulator());
        WindowAccumulator other = aggregate.add(prediction(0, 0.25, 1), aggregate.createAccumulator());
        WindowAccumulator copy = other.copy();

        aggregate.merge(one, other);

        assertThat(other).isEqualTo(copy);
        assertThat(one.records()).isEqualTo(2);
    }

    @Test
    void refusesToMergeAnotherMetric() {
        WindowAccumulator one = aggregate.createAccumulator();
        WindowAccumulator other = new WindowAggregate(FLOAT64.withFromLogits(true)).createAccumulator();
        aggregate.add(prediction(1, 0.5, 1), one);

        assertThatThrownBy(() -> aggregate.merge(one, other)).isInstanceOf(IllegalArgumentException.class);
        assertThat(one.records()).isEqualTo(1);
    }

    @Test
    void theCalibrationMetricsSeeWhatTheLossSees() {
        WindowAccumulator accumulator = calibrated.createAccumulator();
        calibrated.add(prediction(1, 0.5, 2), accumulator);
        calibrated.add(prediction(0, 0.25, 6), accumulator);
        Prediction list = prediction(0, 0, 1);
        list.setArrays(
                NdArray.of(DType.FLOAT64, new int[] {1, 2}, new double[] {1, 0}),
                NdArray.of(DType.FLOAT64, new int[] {1, 2}, new double[] {0.75, 0.5}),
                null);
        calibrated.add(list, accumulator);

        WindowResult result = calibrated.getResult(accumulator);
        assertThat(result.records()).isEqualTo(3);
        CalibrationResult measured = Objects.requireNonNull(result.calibration());
        assertThat(measured.rows()).as("one for each output").isEqualTo(4);
        // (2 * 0.5^2 + 6 * 0.25^2 + 0.25^2 + 0.5^2) / 10
        assertThat(measured.value("brier")).isEqualTo(0.11875);
        assertThat(measured.value("mean_label")).isEqualTo(0.3);
        assertThat(aggregate.getResult(aggregate.createAccumulator()).calibration())
                .isNull();
    }

    @Test
    void theLossIsTheSameWithAndWithoutCalibrationMetrics() {
        Random random = new Random(6);
        WindowAccumulator alone = aggregate.createAccumulator();
        WindowAccumulator accompanied = calibrated.createAccumulator();
        for (int i = 0; i < 200; i++) {
            Prediction prediction = prediction(random.nextInt(2), random.nextDouble(), random.nextDouble());
            aggregate.add(prediction, alone);
            calibrated.add(prediction, accompanied);
        }
        assertThat(accompanied.loss()).isEqualTo(alone.loss());
    }

    @Test
    void refusesToMergeSumsWithAndWithoutCalibrationMetrics() {
        WindowAccumulator with = calibrated.add(prediction(1, 0.5, 1), calibrated.createAccumulator());
        WindowAccumulator without = aggregate.add(prediction(1, 0.5, 1), aggregate.createAccumulator());
        WindowAccumulator fewer = new WindowAggregate(
                        FLOAT64, CalibrationConfig.defaults().withLoss(FLOAT64).withBins(10))
                .createAccumulator();

        assertThatThrownBy(() -> with.merge(without)).hasMessageContaining("do not add up");
        assertThatThrownBy(() -> without.merge(with)).hasMessageContaining("do not add up");
        assertThatThrownBy(() -> with.merge(fewer)).hasMessageContaining("do not add up");
        assertThat(with.records()).isEqualTo(1);
        assertThat(without.records()).isEqualTo(1);
    }

    @Test
    void anEmptiedAccumulatorIsLikeANewOne() {
        WindowAccumulator used = calibrated.add(prediction(1, 0.5, 0.25), calibrated.createAccumulator());
        used.clear();
        assertThat(used).isEqualTo(calibrated.createAccumulator());
    }

    private static Prediction prediction(double yTrue, double yPred, double weight) {
        return Records.valid("ctr", 0, 0, 0, yTrue, yPred, weight).prediction();
    }
}
