package dev.plumbline.metric;

import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable array of any rank with a float type, as Keras would be given it: row-major, each value rounded to the
 * type. Rank 0 is a single number, an axis may have length 0, values may be non-finite.
 */
public final class NdArray {
    private static final int[] SCALAR = {};

    private final DType dtype;
    private final int[] shape;
    private final double[] data;

    private NdArray(DType dtype, int[] shape, double[] data) {
        this.dtype = dtype;
        this.shape = shape;
        this.data = data;
        for (int i = 0; i < data.length; i++) {
            data[i] = dtype.round(data[i]);
        }
    }

    /** A single number, of rank 0. */
    public static NdArray scalar(DType dtype, double value) {
        return new NdArray(dtype, SCALAR, new double[] {value});
    }

    /** An array of rank 1, with these values. */
    public static NdArray vector(DType dtype, double... values) {
        return new NdArray(dtype, new int[] {values.length}, values.clone());
    }

    /**
     * An array of this shape.
     *
     * @param shape the lengths of the axes, outermost first; empty for a single number; copied
     * @param data the values in row-major order (the last axis varies fastest); copied
     * @throws IllegalArgumentException if a length is negative or the shape does not hold exactly the given values
     */
    public static NdArray of(DType dtype, int[] shape, double[] data) {
        long size = 1;
        for (int length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException(
                        "shape " + Arrays.toString(shape) + " has the negative length " + length + "; use 0 or more");
            }
            // Saturates: once above what an array can hold it stays there, unless a zero follows.
            size = Math.min(size * length, 1L << 31);
        }
        if (size != data.length) {
            throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " does not hold " + data.length
                    + " values; make the product of its axes equal to their number");
        }
        return new NdArray(dtype, shape.clone(), data.clone());
    }

    /** The type that every value is rounded to. */
    public DType dtype() {
        return dtype;
    }

    /** A copy of the lengths of the axes, outermost first; empty for rank 0. */
    public int[] shape() {
        return shape.clone();
    }

    /** The number of axes; 0 for a single number. */
    public int rank() {
        return shape.length;
    }

    /** The number of values: the product of the shape, 1 for rank 0. */
    public int size() {
        return data.length;
    }

    /**
     * A value by its place in row-major order.
     *
     * @throws IndexOutOfBoundsException if {@code flat} is negative or not below {@link #size()}
     */
    public double get(int flat) {
        return data[flat];
    }

    /** The length of the last axis; 1 for a single number. */
    public int columns() {
        return shape.length == 0 ? 1 : shape[shape.length - 1];
    }

    /**
     * The values at one place of the last axis, which stays as an axis of length 1: of shape {@code [n, d]} column j is of shape
     * {@code [n, 1]}. The column of a single number is itself.
     *
     * @throws IndexOutOfBoundsException if {@code index} is negative or not below {@link #columns()}
     */
    public NdArray column(int index) {
        int columns = columns();
        Objects.checkIndex(index, columns);
        int[] narrow = shape.clone();
        if (narrow.length > 0) {
            narrow[narrow.length - 1] = 1;
        }
        double[] values = new double[data.length / columns];
        for (int row = 0; row < values.length; row++) {
            values[row] = data[row * columns + index];
        }
        return new NdArray(dtype, narrow, values);
    }

    /** Equal type, shape and values; NaN equals NaN, and the two zeros differ. */
    @Override
    public boolean equals(Object object) {
        return object instanceof NdArray that
                && dtype == that.dtype
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * dtype.id().hashCode() + Arrays.hashCode(shape)) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "NdArray[" + dtype.id() + " " + Arrays.toString(shape) + " " + Arrays.toString(data) + "]";
    }
}
