package dev.plumbline.metric;

import java.util.Arrays;

/** Row-major doubles with a shape, and the few array operations that the update rules are written in. */
final class Values {
    private final int[] shape;
    private final double[] data;

    Values(int[] shape, double[] data) {
        this.shape = shape;
        this.data = data;
    }

    /** The values of an array, rounded to a dtype. */
    static Values of(NdArray array, DType dtype) {
        double[] data = new double[array.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = dtype.round(array.get(i));
        }
        return new Values(array.shape(), data);
    }

    /** Not a copy: whoever reads it leaves it as it is. */
    int[] shape() {
        return shape;
    }

    /** Not a copy: whoever reads it leaves it as it is. */
    double[] data() {
        return data;
    }

    int rank() {
        return shape.length;
    }

    int size() {
        return data.length;
    }

    /** The same values in another shape of the same size. */
    Values reshape(int[] newShape) {
        return new Values(newShape, data);
    }

    /**
     * The means over all axes from this one on; the mean of nothing is NaN. Each mean is the exact sum, rounded once,
     * over the count, so the order of the values does not matter.
     */
    Values meanOfAxesFrom(int axis) {
        if (axis >= rank()) {
            return this;
        }
        int[] outerShape = Arrays.copyOf(shape, axis);
        int inner = Shapes.size(Arrays.copyOfRange(shape, axis, shape.length));
        double[] means = new double[Shapes.size(outerShape)];
        ExactSum sum = new ExactSum();
        for (int i = 0; i < means.length; i++) {
            sum.clear();
            for (int j = i * inner; j < (i + 1) * inner; j++) {
                sum.add(data[j]);
            }
            means[i] = sum.doubleValue() / inner;
        }
        return new Values(outerShape, means);
    }

    /** NumPy's {@code broadcast_to}; the shapes must have been checked. */
    Values broadcastTo(int[] target) {
        if (Arrays.equals(shape, target)) {
            return this;
        }
        double[] repeated = new double[Shapes.size(target)];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = data[sourceIndex(i, target)];
        }
        return new Values(target, repeated);
    }

    /**
     * Where the element at a flat index of the target comes from: axes are aligned at the end, an axis of length 1
     * repeats.
     */
    private int sourceIndex(int flat, int[] target) {
        int index = 0;
        int stride = 1;
        int rest = flat;
        for (int back = 1; back <= rank(); back++) {
            int length = shape[rank() - back];
            int targetLength = target[target.length - back];
            if (length != 1) {
                index += rest % targetLength * stride;
            }
            stride *= length;
            rest /= targetLength;
        }
        return index;
    }

    /** The products of values and weights of the same shape. */
    Values times(Values weights) {
        double[] products = new double[data.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = data[i] * weights.data[i];
        }
        return new Values(shape, products);
    }

    /** Adds each value to a sum, as one term. */
    void addTo(ExactSum sum) {
        for (double value : data) {
            sum.add(value);
        }
    }
}
