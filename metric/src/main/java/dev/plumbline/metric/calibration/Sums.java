package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A component that is a few exact sums over the rows, and the number of rows that they could not take.
 *
 * <p><b>Overflow.</b> A row whose terms are beyond the double range would leave an infinity that nothing takes away
 * again. Such a row is left out and counted; while there is one, everything that is read from the component is NaN, and
 * subtracting the row brings the number back. What counts as such is told by each component. At the other end nothing
 * special happens: products below 2^-1022 lose their lowest bits, an absolute error below 2^-1070 a row.
 */
abstract class Sums extends Component {
    private static final int VERSION = 1;

    private final String name;
    private final ExactSum[] sums;
    private long overflows;

    Sums(String name, int count) {
        this.name = name;
        sums = new ExactSum[count];
        for (int i = 0; i < count; i++) {
            sums[i] = new ExactSum();
        }
    }

    /** An empty one of the same kind. */
    abstract Sums empty();

    final ExactSum sum(int index) {
        return sums[index];
    }

    /** The sum, rounded once; NaN if a row was too large for it. */
    final double value(int index) {
        return overflows == 0 ? sums[index].doubleValue() : Double.NaN;
    }

    final boolean hasOverflown() {
        return overflows != 0;
    }

    final void countOverflow() {
        overflows++;
    }

    @Override
    final void add(Component other) {
        Sums that = (Sums) other;
        for (int i = 0; i < sums.length; i++) {
            sums[i].add(that.sums[i]);
        }
        overflows += that.overflows;
    }

    @Override
    final void subtract(Component other) {
        Sums that = (Sums) other;
        for (int i = 0; i < sums.length; i++) {
            sums[i].subtract(that.sums[i]);
        }
        overflows -= that.overflows;
    }

    @Override
    final Sums copy() {
        Sums copy = empty();
        copy.add(this);
        return copy;
    }

    @Override
    final void clear() {
        for (ExactSum sum : sums) {
            sum.clear();
        }
        overflows = 0;
    }

    @Override
    final void write(DataOutput out) throws IOException {
        Wire.writeVersion(VERSION, out);
        Wire.writeCount(overflows, out);
        for (ExactSum sum : sums) {
            sum.encode(out);
        }
    }

    @Override
    final void read(DataInput in) throws IOException {
        Wire.checkVersion(name, VERSION, in);
        overflows = Wire.readCount(name, in);
        for (ExactSum sum : sums) {
            sum.add(Wire.readSum(name, in));
        }
    }
}
