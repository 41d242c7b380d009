package dev.plumbline.job.oracle;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of an event in row-major order. A single number has no axes, however many brackets stand round it; a list is one row.
 *
 * @param shape the lengths of the axes; empty for a single number
 * @param values the numbers
 * @param isTable whether they are written as a list of lists
 */
// Compared by sameShape and compareTo.
@SuppressWarnings("ArrayRecordComponent")
record Numbers(int[] shape, double[] values, boolean isTable) implements Comparable<Numbers> {

    private static final int[] NO_AXES = {};

    /** What is written in a field: a number, a boolean, a list of numbers, or a list of lists; null if it is something else. */
    static @Nullable Numbers of(Object written) {
        if (!(written instanceof List<?> rows)) {
            double value = value(written);
            return Double.isNaN(value) ? null : new Numbers(NO_AXES, new double[] {value}, false);
        }
        boolean isTable = rows.get(0) instanceof List;
        int columns = isTable ? ((List<?>) rows.get(0)).size() : rows.size();
        double[] values = rows.stream()
                .flatMap(row -> row instanceof List<?> row2 ? row2.stream() : List.of(row).stream())
                .mapToDouble(Numbers::value)
                .toArray();
        int[] shape = values.length == 1 ? NO_AXES : new int[] {isTable ? rows.size() : 1, columns};
        return new Numbers(shape, values, isTable);
    }

    private static double value(Object written) {
        if (written instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        // Adding 0 makes -0 a 0.
        return written instanceof Json.Figure number ? Double.parseDouble(number.text()) + 0.0 : Double.NaN;
    }

    boolean areIn(double min, double max) {
        return Arrays.stream(values).allMatch(value -> value >= min && value <= max);
    }

    boolean isSingle() {
        return shape.length == 0;
    }

    boolean hasShapeOf(Numbers other) {
        return Arrays.equals(shape, other.shape);
    }

    /** By size; arrays of one shape by their first elements that differ. */
    @Override
    public int compareTo(Numbers other) {
        int order = Arrays.compare(shape, other.shape);
        return order == 0 ? Arrays.compare(values, other.values) : order;
    }

    /** How many outputs there are. */
    int columns() {
        return isSingle() ? 1 : shape[1];
    }

    /** The numbers of one output: a single one, or a column. */
    Numbers column(int output) {
        int rows = values.length / columns();
        double[] column = new double[rows];
        for (int row = 0; row < rows; row++) {
            column[row] = values[row * columns() + output];
        }
        return new Numbers(rows == 1 ? NO_AXES : new int[] {rows, 1}, column, true);
    }

    /** Zeros in the same shape. */
    Numbers zeros() {
        return new Numbers(shape, new double[values.length], isTable);
    }
}
