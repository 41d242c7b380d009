package dev.plumbline.metric.calibration;

import dev.plumbline.metric.EncodingException;
import dev.plumbline.metric.ExactSum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row of exact sums of weights. Most predictions weigh 1, and for them a sum is a count: eight bytes and an increment.
 * The exact sum of all other weights is made when the first of them comes.
 *
 * <p>The value of a sum is {@code ones + rest}; how it is shared out between the two is nobody's business and is not
 * encoded.
 */
final class WeightSums {
    private static final ExactSum[] NO_REST = {};

    private long[] ones;
    /** Empty as long as all weights were 1, then as long as {@code ones}. */
    private @Nullable ExactSum[] rest;

    WeightSums(int size) {
        this(new long[size], NO_REST);
    }

    private WeightSums(long[] ones, @Nullable ExactSum[] rest) {
        this.ones = ones;
        this.rest = rest;
    }

    int size() {
        return ones.length;
    }

    /** Adds a finite weight to one of the sums. */
    void add(int index, double weight) {
        if (weight == 1) {
            ones[index]++;
        } else if (weight != 0) {
            restAt(index).add(weight);
        }
    }

    /** Adds one of another's sums, which may be the very same one. */
    void add(int index, WeightSums other, int otherIndex) {
        ones[index] = Math.addExact(ones[index], other.ones[otherIndex]);
        ExactSum otherRest = other.restOrNull(otherIndex);
        if (otherRest != null) {
            restAt(index).add(otherRest);
        }
    }

    /** Takes away one of another's sums, which may be the very same one. */
    void subtract(int index, WeightSums other, int otherIndex) {
        ones[index] = Math.subtractExact(ones[index], other.ones[otherIndex]);
        ExactSum otherRest = other.restOrNull(otherIndex);
        if (otherRest != null) {
            restAt(index).subtract(otherRest);
        }
    }

    private @Nullable ExactSum restOrNull(int index) {
        return rest.length == 0 ? null : rest[index];
    }

    private ExactSum restAt(int index) {
        if (rest.length == 0) {
            rest = new ExactSum[ones.length];
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
        return restOrNull(index) == null ? (double) ones[index] : exactly(index).doubleValue();
    }

    boolean isZero(int index) {
        return doubleValue(index) == 0;
    }

    /** The sum itself, as a new object. */
    ExactSum exactly(int index) {
        ExactSum others = restOrNull(index);
        ExactSum sum = others == null ? new ExactSum() : others.copy();
        // In two halves, for a long may have more bits than a double.
        sum.add((ones[index] >> Integer.SIZE) * 0x1p32);
        sum.add((double) (ones[index] & 0xffffffffL));
        return sum;
    }

    /** Makes room for one more sum, which is zero, before the sums from an index on. */
    void insert(int index, int used) {
        if (used == ones.length) {
            resize(Math.max(4, used + used / 2));
        }
        System.arraycopy(ones, index, ones, index + 1, used - index);
        ones[index] = 0;
        if (rest.length > 0) {
            System.arraycopy(rest, index, rest, index + 1, used - index);
            rest[index] = null;
        }
    }

    /** Closes the gap that a sum leaves. */
    void remove(int index, int used) {
        System.arraycopy(ones, index + 1, ones, index, used - index - 1);
        ones[used - 1] = 0;
        if (rest.length > 0) {
            System.arraycopy(rest, index + 1, rest, index, used - index - 1);
            rest[used - 1] = null;
        }
    }

    private void resize(int size) {
        ones = Arrays.copyOf(ones, size);
        if (rest.length > 0) {
            rest = Arrays.copyOf(rest, size);
        }
    }

    /** These sums from an index on in a longer row. Takes the exact sums over: this object must not be used any more. */
    WeightSums movedInto(int size, int at) {
        WeightSums moved = new WeightSums(size);
        System.arraycopy(ones, 0, moved.ones, at, ones.length);
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
        return new WeightSums(ones.clone(), copies);
    }

    void clear() {
        Arrays.fill(ones, 0);
        rest = NO_REST;
    }

    /** One number for a sum that is an integer of at most 2^53, which is nearly every one: its zigzag plus 1; else 0 and the exact sum. */
    void write(int index, DataOutput out) throws IOException {
        if (restOrNull(index) == null && Math.abs(ones[index]) <= Wire.MAX_COUNT) {
            Wire.writeNumber(Wire.zigzag(ones[index]) + 1, out);
            return;
        }
        ExactSum sum = exactly(index);
        if (isCount(sum)) {
            Wire.writeNumber(Wire.zigzag((long) sum.doubleValue()) + 1, out);
        } else {
            Wire.writeNumber(0, out);
            sum.encode(out);
        }
    }

    private static boolean isCount(ExactSum sum) {
        double value = sum.doubleValue();
        if (!(Math.abs(value) <= Wire.MAX_COUNT) || value != Math.rint(value)) {
            return false;
        }
        ExactSum difference = sum.copy();
        difference.subtract(value);
        return difference.doubleValue() == 0;
    }

    /** Reads into a sum that is zero. */
    void read(String what, int index, DataInput in) throws IOException {
        long number = Wire.readNumber(what, in);
        if (number > 0) {
            ones[index] = Wire.unzigzag(what, number - 1);
            return;
        }
        ExactSum sum = Wire.readSum(what, in);
        if (isCount(sum)) {
            throw new EncodingException(what + " has a sum of weights that is an integer but is not written as one");
        }
        restAt(index).add(sum);
    }
}
