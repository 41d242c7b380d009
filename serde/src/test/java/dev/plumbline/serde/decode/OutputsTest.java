package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.plumbline.metric.BinaryCrossentropyAccumulator;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
import dev.plumbline.metric.Variant;
import dev.plumbline.metric.calibration.CalibrationAccumulator;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Outputs that are counted apart: each as if the model had no other one. */
class OutputsTest {
    private static final Decoding PLAIN = Decoding.defaults().at(1_763_750_000_000L);
    private static final BinaryCrossentropyConfig KERAS3 = BinaryCrossentropyConfig.defaults();
    private static final BinaryCrossentropyConfig TF23 = KERAS3.withVariant(Variant.TF2_3);

    private static String record(String yTrue, String yPred, @Nullable String weight) {
        return "{\"model\":\"m\",\"y_true\":" + yTrue + ",\"y_pred\":" + yPred + ",\"sample_weight\":" + weight + "}";
    }

    /** What Keras would be given for one output alone: its column as a batch of its own, and the weights of its rows. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                // y_true | y_pred | weight | shape of a column | labels and predictions of output 1 | its weight, and
                // the shape
                "[1,0] | [0.1,0.2] | none | 1 1 | 0 | 0.2 | none | none",
                "[1,0] | [0.1,0.2] | 3 | 1 1 | 0 | 0.2 | 3 | 1",
                "[1,0] | [0.1,0.2] | [3] | 1 1 | 0 | 0.2 | 3 | 1",
                "[[1,0]] | [[0.1,0.2]] | [[3]] | 1 1 | 0 | 0.2 | 3 | 1 1",
                "[[1,0],[1,1],[0,1]] | [[0.1,0.2],[0.3,0.4],[0.5,0.6]] | none | 3 1 | 0 1 1 | 0.2 0.4 0.6 | none | none",
                "[[1,0],[1,1],[0,1]] | [[0.1,0.2],[0.3,0.4],[0.5,0.6]] | 3 | 3 1 | 0 1 1 | 0.2 0.4 0.6 | 3 | ''",
                "[[1,0],[1,1],[0,1]] | [[0.1,0.2],[0.3,0.4],[0.5,0.6]] | [3,0,2] | 3 1 | 0 1 1 | 0.2 0.4 0.6 | 3 0 2 | 3",
                "[[1,0],[1,1],[0,1]] | [[0.1,0.2],[0.3,0.4],[0.5,0.6]] | [[3],[4],[2]] | 3 1 | 0 1 1 | 0.2 0.4 0.6 | 3 4 2 | 3 1",
                // As many rows as outputs: weights are of rows.
                "[[1,0],[1,1]] | [[0.1,0.2],[0.3,0.4]] | [3,4] | 2 1 | 0 1 | 0.2 0.4 | 3 4 | 2",
                "[[[1,0],[1,1]]] | [[[0.1,0.2],[0.3,0.4]]] | [[3,4]] | 1 2 1 | 0 1 | 0.2 0.4 | 3 4 | 1 2",
                "[[[1,0],[1,1]]] | [[[0.1,0.2],[0.3,0.4]]] | none | 1 2 1 | 0 1 | 0.2 0.4 | none | none",
                "[[[1,0]],[[1,1]]] | [[[0.1,0.2]],[[0.3,0.4]]] | [3,4] | 2 1 1 | 0 1 | 0.2 0.4 | 3 4 | 2",
                "[[[1,0]]] | [[[0.1,0.2]]] | 3 | 1 1 1 | 0 | 0.2 | 3 | ''",
            })
    void isWhatTheVariantMakesOfItsColumn(
            String yTrue,
            String yPred,
            @Nullable String weight,
            String shape,
            String labels,
            String predictions,
            @Nullable String weights,
            @Nullable String weightShape) {
        for (BinaryCrossentropyConfig metric :
                new BinaryCrossentropyConfig[] {KERAS3, TF23, KERAS3.withDtype(DType.FLOAT64)}) {
            Prediction event = PLAIN.with(metric).calibrated().withOutputs(2).accept(record(yTrue, yPred, weight));
            NdArray itsLabels = NdArray.of(metric.dtype(), integers(shape), doubles(labels));
            NdArray itsPredictions = NdArray.of(metric.dtype(), integers(shape), doubles(predictions));
            NdArray itsWeights =
                    weights == null ? null : NdArray.of(metric.dtype(), integers(weightShape), doubles(weights));
            Sums expected = new Sums(metric);
            expected.loss.update(itsLabels, itsPredictions, itsWeights);
            expected.pack.add(itsLabels, itsPredictions, itsWeights);

            assertThat(event.outputs()).isEqualTo(2);
            Sums output = new Sums(metric);
            event.addOutputTo(1, output.loss, output.pack);
            assertThat(output.loss).isEqualTo(expected.loss);
            assertThat(output.pack).isEqualTo(expected.pack);
            BinaryCrossentropyAccumulator alone = new BinaryCrossentropyAccumulator(metric);
            event.addOutputTo(1, alone, null);
            assertThat(alone).isEqualTo(expected.loss);
        }
    }

    /** Keras 3 refuses it; tf2.3 weighs the row by the sum, and each output by its own as a model of that output would. */
    @Test
    void aListOfWeightsOnASingleRowWeighsItsOutputs() {
        String weighted = record("[1,0]", "[0.1,0.2]", "[3,4]");
        Prediction event = PLAIN.with(TF23).withOutputs(2).accept(weighted);
        BinaryCrossentropyAccumulator second = new BinaryCrossentropyAccumulator(TF23);
        event.addOutputTo(1, second, null);
        BinaryCrossentropyAccumulator expected = new BinaryCrossentropyAccumulator(TF23);
        expected.update(0, 0.2f, 4);

        assertThat(second).isEqualTo(expected);
        assertThat(PLAIN.withOutputs(2).refuse(weighted).field()).isEqualTo("sample_weight");
    }

    @ParameterizedTest
    @EnumSource
    void theElementsOfAllOutputsAddUpToThePackOfTheWhole(Variant variant) {
        BinaryCrossentropyConfig metric = KERAS3.withVariant(variant);
        Random random = new Random(5);
        Sums whole = new Sums(metric);
        Sums apart = new Sums(metric);
        for (int i = 0; i < 300; i++) {
            int rows = random.nextInt(4);
            String yTrue = rows == 0 ? list(random, 3, 2) : list(random, rows, 3, 2);
            String yPred = rows == 0 ? list(random, 3, 1000) : list(random, rows, 3, 1000);
            String weight = random.nextBoolean() ? "null" : rows == 0 ? "0.3" : list(random, rows, 10);
            Prediction event = PLAIN.with(metric).calibrated().withOutputs(3).accept(record(yTrue, yPred, weight));
            event.addTo(whole.loss, whole.pack);
            for (int output = 0; output < 3; output++) {
                Sums one = new Sums(metric);
                event.addOutputTo(output, one.loss, one.pack);
                apart.pack.merge(one.pack);
            }
        }

        assertThat(apart.pack).isEqualTo(whole.pack);
        assertThat(apart.pack.result()).isEqualTo(whole.pack.result());
    }

    @Test
    void aNumberIsOneOutput() {
        Prediction event = PLAIN.withOutputs(1).accept(record("1", "0.25", "2"));
        BinaryCrossentropyAccumulator output = new BinaryCrossentropyAccumulator(KERAS3);
        BinaryCrossentropyAccumulator whole = new BinaryCrossentropyAccumulator(KERAS3);
        event.addOutputTo(0, output, null);
        event.addTo(whole);

        assertThat(event.outputs()).isOne();
        assertThat(output).isEqualTo(whole);
        assertThatThrownBy(() -> event.addOutputTo(1, output, null)).isInstanceOf(IndexOutOfBoundsException.class);
        Prediction pair = PLAIN.accept(record("[1,0]", "[0.1,0.2]", null));
        assertThatThrownBy(() -> pair.addOutputTo(2, output, null)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(output).as("after what was refused").isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 0.5 | null | y_pred | has 1 element along its last axis, and outputs names 2; send one prediction for each output",
                "[1] | [0.5] | null | y_pred | has 1 element along its last axis, and outputs names 2",
                "[1,0,1] | [0.5,0.5,0.5] | null | y_pred | has 3 elements along its last axis, and outputs names 2",
                "[[1],[0]] | [[0.5],[0.5]] | null | y_pred | has 1 element along its last axis, and outputs names 2",
                "1 | [0.5,0.5] | null | y_true | has shape [1, 1] and y_pred [1, 2], which leaves open which label belongs to which output; send one label for each prediction",
                "[[[1,0]],[[1,0]]] | [0.5,0.5] | null | y_true | has shape [2, 1, 2] and y_pred [1, 2]",
                "[[[1],[0]]] | [[0.5,0.5]] | null | y_true | has shape [1, 2, 1] and y_pred [1, 2]",
                "[1,0] | [0.5,0.5] | [1,2,3] | sample_weight | has shape [3] and y_pred [1, 2], which leaves open which weight belongs to which output; send one weight for the record, or one for each row",
                "[[[1,0],[1,0]]] | [[[0.5,0.5],[0.5,0.5]]] | [1,2] | sample_weight | has shape [2] and y_pred [1, 2, 2]",
            })
    void whatLeavesOpenWhichOutputIsMeantIsRefused(
            String yTrue, String yPred, String weight, String field, String sentence) {
        // tf2.3 takes them all.
        Decoding decoding = PLAIN.with(TF23);
        String record = record(yTrue, yPred, weight);
        assertThat(decoding.accept(record).model()).isEqualTo("m");

        Rejection rejection = decoding.withOutputs(2).refuse(record);
        assertThat(rejection.reason()).isEqualTo(ReasonCode.SHAPE_MISMATCH);
        assertThat(rejection.field()).isEqualTo(field);
        assertThat(rejection.message())
                .startsWith(field + " (/" + field + ") " + sentence)
                .contains("outputs");
    }

    /** Whatever both variants take and the door lets pass can be counted, and each element is in one output. */
    @ParameterizedTest
    @EnumSource
    void whatPassesTheDoorCanBeCounted(Variant variant) {
        Random random = new Random(11);
        BinaryCrossentropyConfig metric = KERAS3.withVariant(variant);
        int counted = 0;
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            int outputs = 1 + random.nextInt(3);
            int[] shape = shape(random, 4);
            int[] labels = random.nextInt(3) > 0 ? shape : shape(random, 4);
            String weight = random.nextBoolean() ? "null" : values(random, shape(random, 4), 0);
            Decoding decoding = PLAIN.with(metric).withOutputs(outputs);
            Prediction event = new Prediction();
            String record = record(values(random, labels, 0), values(random, shape, 0), weight);
            if (decoding.decoder().decode(Decoding.utf8(record), 1_763_750_000_000L, event) != null) {
                refused++;
                continue;
            }
            counted++;
            Sums whole = new Sums(metric);
            Sums apart = new Sums(metric);
            event.addTo(whole.loss, whole.pack);
            for (int output = 0; output < outputs; output++) {
                event.addOutputTo(output, apart.loss, apart.pack);
            }
            assertThat(apart.pack).as(record).isEqualTo(whole.pack);
        }
        assertThat(counted).isGreaterThan(1_000);
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void aListIsCountedByOutputWithoutAllocating() {
        Prediction event = PLAIN.calibrated().withOutputs(3).accept(record("[1,0,1]", "[0.1,0.2,0.3]", "2"));
        Sums sums = new Sums(KERAS3);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        count(event, sums);

        long before = threads.getThreadAllocatedBytes(thread);
        count(event, sums);
        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(4096);
    }

    private static void count(Prediction event, Sums sums) {
        for (int i = 0; i < 10_000; i++) {
            for (int output = 0; output < event.outputs(); output++) {
                event.addOutputTo(output, sums.loss, sums.pack);
            }
        }
    }

    private record Sums(BinaryCrossentropyAccumulator loss, CalibrationAccumulator pack) {
        Sums(BinaryCrossentropyConfig metric) {
            this(
                    new BinaryCrossentropyAccumulator(metric),
                    new CalibrationAccumulator(CalibrationConfig.defaults().withLoss(metric)));
        }
    }

    private static String list(Random random, int length, int different) {
        return IntStream.range(0, length)
                .mapToObj(i -> String.valueOf(random.nextInt(different) / (double) Math.max(1, different - 1)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String list(Random random, int rows, int length, int different) {
        return IntStream.range(0, rows)
                .mapToObj(row -> list(random, length, different))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static int[] shape(Random random, int mostAxes) {
        return random.ints(random.nextInt(mostAxes + 1), 1, 4).toArray();
    }

    private static String values(Random random, int[] shape, int axis) {
        if (axis == shape.length) {
            return String.valueOf(random.nextInt(101) / 100.0);
        }
        return IntStream.range(0, shape[axis])
                .mapToObj(i -> values(random, shape, axis + 1))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static double[] doubles(String text) {
        return Arrays.stream(text.trim().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static int[] integers(@Nullable String text) {
        return text == null || text.isEmpty()
                ? new int[0]
                : Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
}
