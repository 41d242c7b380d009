package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row of exact sums of weights. Nearly all weights are whole multiples of 2^-32: 1, 0.5, and every float of at least 2^-9.
 * For them a sum is a count of such units: eight bytes and an addition. The exact sum of all others is made when the first
 * of them comes.
 *
 * <p>The value of a sum is {@code units * 2^-32 + rest}; how it is shared out between the two is nobody's business and is
 * not encoded.
 */
final class WeightSums {
    static final double UNITS_OF_ONE = 0x1p32;
    private static final double UNIT = 0x1p-32;
    static final long FRACTION = (1L << Integer.SIZE) - 1;

    /** The units of a sum are in [-2^62, 2^62), so that two of them add up to a long; what is beyond goes to the rest. */
    static final long LIMIT = 1L << 62;

    private static final ExactSum[] NO_REST = {};

    private long[] units;
    /** Empty as long as nothing needed it, then as long as {@code units}. */
    private @Nullable ExactSum[] rest;

    WeightSums(int size) {
        this(new long[size], NO_REST);
    }

    private WeightSums(long[] units, @Nullable ExactSum[] rest) {
        this.units = units;
        this.rest = rest;
    }

    int size() {
        return units.length;
    }

    /** Adds a finite weight to one of the sums. */
    void add(int index, double weight) {
        // Exact, or too large: the cast then gives what does not fit.
        double scaled = weight * UNITS_OF_ONE;
        long added = (long) scaled;
        long sum = units[index] + added;
        if (added == scaled && fits(added) && fits(sum)) {
            units[index] = sum;
        } else {
            restAt(index).add(weight);
        }
    }

    /** Right for every sum of two that fit. */
    private static boolean fits(long sum) {
        return sum + LIMIT >= 0;
    }

    /** Adds one of another's sums, which may be the very same one, or takes it away. */
    void combine(int index, WeightSums other, int otherIndex, boolean subtract) {
        ExactSum otherRest = other.restOrNull(otherIndex);
        if (otherRest != null) {
            combine(restAt(index), otherRest, subtract);
        }
        units[index] += subtract ? -other.units[otherIndex] : other.units[otherIndex];
        settle(index);
    }

    /**
     * Adds all of another's sums, which may be these very ones, or takes them away.
     *
     * @param from which sum the first of the other's belongs to; there is one for each of the others
     */
    void combineAll(int from, WeightSums other, boolean subtract) {
        for (int i = 0; i < other.rest.length; i++) {
            ExactSum otherRest = other.rest[i];
            if (otherRest != null) {
                combine(restAt(from + i), otherRest, subtract);
            }
        }
        long[] others = other.units;
        long sign = subtract ? -1 : 0;
        long unsettled = 0;
        for (int i = 0; i < others.length; i++) {
            long sum = units[from + i] + ((others[i] ^ sign) - sign);
            units[from + i] = sum;
            unsettled |= sum + LIMIT;
        }
        for (int i = from; unsettled < 0 && i < from + others.length; i++) {
            settle(i);
        }
    }

    private static void combine(ExactSum into, ExactSum from, boolean subtract) {
        if (subtract) {
            into.subtract(from);
        } else {
            into.add(from);
        }
    }

    /** Leaves to the rest what may be too much for the next addition. Last of all, for the rest may be the one to be added. */
    private void settle(int index) {
        if (!fits(units[index])) {
            addUnits(restAt(index), units[index]);
            units[index] = 0;
        }
    }

    /** In two halves, for a long may have more bits than a double. */
    private static void addUnits(ExactSum sum, long units) {
        sum.add((double) (units >> Integer.SIZE));
        sum.add((units & FRACTION) * UNIT);
    }

    private @Nullable ExactSum restOrNull(int index) {
        return rest.length == 0 ? null : rest[index];
    }

    private ExactSum restAt(int index) {
        if (rest.length == 0) {
            rest = new ExactSum[units.length];
        }
        ExactSum sum = rest[index];
        if (sum == null) {
            sum = new ExactSum();
            rest[index] = sum;
        }
        return sum;
    }

    /** The sum, rounded once; infinite beyond the double range. */
    double doubleValue(int index) {
        return restOrNull(index) == null ? units[index] * UNIT : exactly(index).doubleValue();
    }

    boolean isZero(int index) {
        return restOrNull(index) == null ? units[index] == 0 : exactly(index).doubleValue() == 0;
    }

    /** The sum itself, as a new object. */
    ExactSum exactly(int index) {
        ExactSum others = restOrNull(index);
        ExactSum sum = others == null ? new ExactSum() : others.copy();
        addUnits(sum, units[index]);
        return sum;
    }

    /** The sum of all sums, as a new object. */
    ExactSum total() {
        ExactSum sum = new ExactSum();
        for (int i = 0; i < units.length; i++) {
            addUnits(sum, units[i]);
        }
        for (ExactSum others : rest) {
            if (others != null) {
                sum.add(others);
            }
        }
        return sum;
    }

    /** Moves the sums from an index on by one, and leaves zero there; the last one must be free. */
    void insert(int index, int used) {
        System.arraycopy(units, index, units, index + 1, used - index);
        units[index] = 0;
        if (rest.length > 0) {
            System.arraycopy(rest, index, rest, index + 1, used - index);
            rest[index] = null;
        }
    }

    /** Puts a sum in the place of another, and leaves zero behind. */
    void move(int from, int to) {
        if (from == to) {
            return;
        }
        units[to] = units[from];
        units[from] = 0;
        if (rest.length > 0) {
            rest[to] = rest[from];
            rest[from] = null;
        }
    }

    /** Makes the row longer, with zeros at the end, or shorter. */
    void resize(int size) {
        units = Arrays.copyOf(units, size);
        if (rest.length > 0) {
            rest = Arrays.copyOf(rest, size);
        }
    }

    /** These sums from an index on in a longer row. Takes the exact sums over: this object must not be used any more. */
    WeightSums movedInto(int size, int at) {
        WeightSums moved = new WeightSums(size);
        System.arraycopy(units, 0, moved.units, at, units.length);
        if (rest.length > 0) {
            moved.rest = new ExactSum[size];
            System.arraycopy(rest, 0, moved.rest, at, rest.length);
        }
        return moved;
    }

    WeightSums copy() {
        @Nullable ExactSum[] copies = rest.length == 0 ? NO_REST : new ExactSum[rest.length];
        for (int i = 0; i < rest.length; i++) {
            ExactSum sum = rest[i];
            copies[i] = sum == null ? null : sum.copy();
        }
        return new WeightSums(units.clone(), copies);
    }

    void clear() {
        Arrays.fill(units, 0);
        rest = NO_REST;
    }

    /** Makes the sums from an index to before another one zero. */
    void clear(int from, int to) {
        Arrays.fill(units, from, to, 0);
        if (rest.length > 0) {
            Arrays.fill(rest, from, to, null);
        }
    }

    /** One sum, as {@link WeightSumFormat} writes it. */
    void write(int index, DataOutput out) throws IOException {
        if (restOrNull(index) == null) {
            WeightSumFormat.write(units[index], () -> exactly(index), out);
        } else {
            WeightSumFormat.write(exactly(index), out);
        }
    }

    /** Reads into a sum that is zero. */
    void read(String what, int index, DataInput in) throws IOException {
        long number = Wire.readNumber(what, in);
        if (number == 0) {
            restAt(index).add(WeightSumFormat.readExactSum(what, in));
        } else {
            units[index] = WeightSumFormat.unitsOf(what, number);
        }
    }
}
