package dev.plumbline.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NdArrayTest {
    @Test
    void holdsRoundedRowMajorValues() {
        NdArray array = NdArray.of(DType.FLOAT32, new int[] {2, 3}, new double[] {0.1, 1, 2, 3, 4, 5});
        assertThat(array.dtype()).isSameAs(DType.FLOAT32);
        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.rank()).isEqualTo(2);
        assertThat(array.size()).isEqualTo(6);
        assertThat(array.get(0)).isEqualTo(0.1f);
        assertThat(array.get(5)).isEqualTo(5);
        assertThatThrownBy(() -> array.get(6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void hasColumnsAlongItsLastAxis() {
        NdArray batch = NdArray.of(DType.FLOAT32, new int[] {2, 1, 3}, new double[] {0, 1, 2, 3, 4, 5});
        assertThat(batch.columns()).isEqualTo(3);
        assertThat(batch.column(1)).isEqualTo(NdArray.of(DType.FLOAT32, new int[] {2, 1, 1}, new double[] {1, 4}));
        assertThat(NdArray.vector(DType.FLOAT64, 7, 8).column(1)).isEqualTo(NdArray.vector(DType.FLOAT64, 8));
        assertThatThrownBy(() -> batch.column(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> batch.column(-1)).isInstanceOf(IndexOutOfBoundsException.class);

        NdArray number = NdArray.scalar(DType.FLOAT32, 3);
        assertThat(number.columns()).isEqualTo(1);
        assertThat(number.column(0)).isEqualTo(number);
        NdArray rows = NdArray.of(DType.FLOAT32, new int[] {0, 2}, new double[0]);
        assertThat(rows.column(1).shape()).containsExactly(0, 1);
    }

    @Test
    void isImmutable() {
        int[] shape = {1};
        double[] data = {0.5};
        NdArray array = NdArray.of(DType.FLOAT64, shape, data);
        NdArray vector = NdArray.vector(DType.FLOAT64, data);
        shape[0] = 7;
        data[0] = 7;
        array.shape()[0] = 7;
        assertThat(array).isEqualTo(NdArray.vector(DType.FLOAT64, 0.5)).isEqualTo(vector);
    }

    @Test
    void makingAFloat32ArrayLeavesTheGivenValuesAlone() {
        double[] data = {0.1};
        NdArray.vector(DType.FLOAT32, data);
        NdArray.of(DType.FLOAT32, new int[] {1}, data);
        assertThat(data).containsExactly(0.1);
    }

    @Test
    void aScalarHasRankZeroAndOneValue() {
        NdArray scalar = NdArray.scalar(DType.FLOAT32, 0.1);
        assertThat(scalar.rank()).isZero();
        assertThat(scalar.size()).isEqualTo(1);
        assertThat(scalar.get(0)).isEqualTo(0.1f);
        assertThat(NdArray.of(DType.FLOAT32, new int[0], new double[] {0.1})).isEqualTo(scalar);
    }

    @Test
    void anAxisMayBeEmpty() {
        assertThat(NdArray.of(DType.FLOAT32, new int[] {0, 3}, new double[0]).size())
                .isZero();
        assertThat(NdArray.of(DType.FLOAT32, new int[] {1 << 30, 1 << 30, 1 << 30, 0}, new double[0])
                        .size())
                .isZero();
    }

    @Test
    void theShapeHoldsExactlyTheValues() {
        assertThatThrownBy(() -> NdArray.of(DType.FLOAT32, new int[] {2, 2}, new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [2, 2] does not hold 3 values; make the product of its axes equal to their number");
        assertThatThrownBy(() -> NdArray.of(DType.FLOAT32, new int[] {2, -1}, new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [2, -1] has the negative length -1; use 0 or more");
        // 2^64 in all, which is 0 in 64 bits.
        assertThatThrownBy(
                        () -> NdArray.of(DType.FLOAT32, new int[] {1 << 16, 1 << 16, 1 << 16, 1 << 16}, new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void equalityIsOfTypeShapeAndValues() {
        NdArray array = NdArray.vector(DType.FLOAT32, 1, Double.NaN);
        assertThat(array)
                .isEqualTo(NdArray.vector(DType.FLOAT32, 1, Double.NaN))
                .hasSameHashCodeAs(NdArray.vector(DType.FLOAT32, 1, Double.NaN))
                .isNotEqualTo(NdArray.vector(DType.FLOAT64, 1, Double.NaN))
                .isNotEqualTo(NdArray.vector(DType.FLOAT32, 1, 2))
                .isNotEqualTo(NdArray.of(DType.FLOAT32, new int[] {2, 1}, new double[] {1, Double.NaN}))
                .isNotEqualTo("array")
                .hasToString("NdArray[float32 [2] [1.0, NaN]]");
        assertThat(array.hashCode())
                .isNotEqualTo(NdArray.vector(DType.FLOAT64, 1, Double.NaN).hashCode())
                .isNotEqualTo(NdArray.vector(DType.FLOAT32, 1, 2).hashCode());
    }
}
