package dev.plumbline.metric.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which weight an element of an update gets, and that each element is a row. */
class ElementsTest {
    private static final CalibrationConfig CONFIG = CalibrationConfig.defaults();

    private static int[] shape(String text) {
        return text.isEmpty()
                ? new int[0]
                : Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
    }

    /** Values 1, 2, 3, ... in row-major order, times a factor. */
    private static NdArray counting(String shape, double factor) {
        int size = Arrays.stream(shape(shape)).reduce(1, (a, b) -> a * b);
        double[] values =
                IntStream.rangeClosed(1, size).mapToDouble(i -> i * factor).toArray();
        return NdArray.of(DType.FLOAT64, shape(shape), values);
    }

    @ParameterizedTest(name = "y {0}, w {1}")
    @CsvSource({
        "1x1,   '',    1",
        "1x3,   '',    1 1 1",
        "1x3,   1,     1 1 1",
        "1x3,   1x3,   1 2 3",
        "1x3,   3,     1 2 3",
        "2x3,   2,     1 1 1 2 2 2",
        "2x3,   2x1,   1 1 1 2 2 2",
        "2x3,   1x3,   1 2 3 1 2 3",
        "2x3,   3,     1 2 3 1 2 3",
        "2x2,   2,     1 1 2 2",
        "2x2x2, 2x2,   1 1 2 2 3 3 4 4",
        "2x2x2, 2,     1 1 1 1 2 2 2 2",
        "2x2,   2x2,   1 2 3 4",
        "2x2,   2x2x1, 1 2 3 4",
        "4,     4,     1 2 3 4",
        "'',    '',    1",
    })
    void weightsBelongToRowsOrElements(String y, String w, String expected) {
        Elements elements = Elements.of(counting(y, 0.01), counting(y, 0.02), counting(w, 1));
        double[] weights = IntStream.range(0, elements.count())
                .mapToDouble(elements::weight)
                .toArray();
        assertThat(weights)
                .containsExactly(Arrays.stream(expected.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
        for (int i = 0; i < elements.count(); i++) {
            assertThat(elements.label(i)).isEqualTo((i + 1) * 0.01);
            assertThat(elements.prediction(i)).isEqualTo((i + 1) * 0.02);
        }
    }

    @Test
    void labelsPairUpWithPredictionsOfAnotherRank() {
        Elements column = Elements.of(counting("3x1", 0.1), counting("3", 0.2), null);
        assertThat(column.count()).isEqualTo(3);
        assertThat(column.label(2)).isEqualTo(3 * 0.1);
        assertThat(column.prediction(2)).isEqualTo(3 * 0.2);
        Elements repeated = Elements.of(counting("2", 0.1), counting("3x2", 0.1), null);
        assertThat(repeated.count()).isEqualTo(6);
        assertThat(repeated.label(4)).isEqualTo(0.1);
        assertThat(repeated.weight(4)).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "1x2, 1x3, 1, 'y_true of shape [1, 2] and y_pred of shape [1, 3] do not pair up'",
        "2x3, 2x3, 4, 'sample_weight of shape [4] does not belong to predictions of shape [2, 3]'",
        "1x1, 1x1, 5, 'sample_weight of shape [5] does not belong'",
        "2,   2,   2x2x2, 'sample_weight of shape [2, 2, 2] does not belong'",
    })
    void otherShapesAreRefused(String y, String p, String w, String message) {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(CONFIG);
        assertThatThrownBy(() -> accumulator.add(counting(y, 0.1), counting(p, 0.1), counting(w, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(accumulator).isEqualTo(new CalibrationAccumulator(CONFIG));
    }

    @Test
    void eachElementIsARow() {
        CalibrationAccumulator arrays = new CalibrationAccumulator(CONFIG);
        arrays.add(
                NdArray.of(DType.FLOAT64, new int[] {2, 2}, new double[] {1, 0, 0, 1}),
                NdArray.of(DType.FLOAT64, new int[] {2, 2}, new double[] {0.9, 0.2, 0.3, 0.4}),
                NdArray.vector(DType.FLOAT64, 1, 0.5));
        CalibrationAccumulator rows = new CalibrationAccumulator(CONFIG);
        rows.add(1, 0.9, 1);
        rows.add(0, 0.2, 1);
        rows.add(0, 0.3, 0.5);
        rows.add(1, 0.4, 0.5);
        assertThat(arrays).isEqualTo(rows);
        assertThat(arrays.rows()).isEqualTo(4);
        arrays.add(
                NdArray.of(DType.FLOAT64, new int[] {0, 2}, new double[0]),
                NdArray.of(DType.FLOAT64, new int[] {0, 2}, new double[0]),
                null);
        assertThat(arrays).isEqualTo(rows);
    }

    /** The last element is invalid: the valid ones before it are not added either. */
    @Test
    void anInvalidElementRefusesTheWholeUpdate() {
        CalibrationAccumulator accumulator = new CalibrationAccumulator(CONFIG);
        assertThatThrownBy(() -> accumulator.add(
                        NdArray.vector(DType.FLOAT64, 1, 0), NdArray.vector(DType.FLOAT64, 0.5, 1.5), null))
                .hasMessageContaining("the prediction is 1.5");
        assertThat(accumulator).isEqualTo(new CalibrationAccumulator(CONFIG));
    }
}
